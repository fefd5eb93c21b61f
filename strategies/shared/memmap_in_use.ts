/**
 * What the designs of the thread need on a base that they were not written for. From v6.11 on the struct pages of
 * hot-added memory begin as Offline, which freeing takes off; those of a memmap are never freed. So whoever takes them into
 * a zone says that they are in use, as mm/memory_hotplug.c:mhp_init_memmap_on_memory does since 503b158fc30f, and that they
 * describe their own block (v6.0). Without it hibernation passes over them, for no fault of the design.
 */
import { type Kernel, PageOffline, PG_vmemmap_self_hosted } from '../../harness/design.ts';

/** To be called behind move_pfn_range_to_zone() of memmap pages; does nothing on releases whose pages begin as Reserved. */
export function memmapInUse(k: Pick<Kernel, 'release' | 'update_pages'>, pfn: number, nr_pages: number): void {
  if (k.release.hotAddedPage !== 'offline' || nr_pages === 0) return;
  k.update_pages('page_flags', pfn, pfn + nr_pages, (flags) => (flags & ~PageOffline) | PG_vmemmap_self_hosted);
}
