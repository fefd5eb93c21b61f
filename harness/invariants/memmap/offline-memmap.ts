import type { Zone } from '../../kernel/include/mmzone.ts';
import { type PageRun, pagesIn } from '../../types/page_run.ts';
import { where } from '../ranges.ts';
import { linkOfZone, type View } from '../view.ts';

/** Pages of offline blocks that hold their memmap and link to the zone. Stale links count: the caller compares. */
export function offlineMemmapPages(view: View, zone: Zone): number {
  const heads = view
    .offline()
    .map((mem): PageRun => [view.rangeOf(mem)[0], view.rangeOf(mem)[0] + mem.nr_vmemmap_pages]);
  return pagesIn(where(view.k.maps.page_link, heads, (link) => link === linkOfZone(zone)));
}
