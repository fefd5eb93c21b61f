/** The check of online_pages() and offline_pages() for a range with vmemmap in front of it (v6 2/8). */
import { EINVAL, IS_ALIGNED, type Kernel } from '../../harness/design.ts';

/** 0, or -EINVAL: the start is that of a pageblock, the vmemmap in front need not fill a section; the end is a section's. */
export function checkPageblockStart(k: Pick<Kernel, 'machine'>, pfn: number, nr_pages: number): number {
  const { pageblockPages, pagesPerSection } = k.machine;
  return nr_pages && IS_ALIGNED(pfn, pageblockPages) && IS_ALIGNED(pfn + nr_pages, pagesPerSection) ? 0 : -EINVAL;
}
