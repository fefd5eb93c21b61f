/** Isolating a range before it goes, and putting it back (mm/page_isolation.c). */
import { EBUSY } from '../include/errno.ts';
import { IS_ALIGNED, ZONE_MOVABLE, type Zone, zone_idx } from '../include/mmzone.ts';
import { PageBuddy, PageOffline, PG_hwpoison, PG_reserved } from '../include/page_flags.ts';
import type { Kernel } from '../kernel.ts';

export interface PageIsolationFunctions {
  /** Whether offlining must give up on this page while it isolates (has_unmovable_pages for one page). */
  is_unmovable_page(pfn: number, zone: Zone): boolean;
  /** Make every pageblock of the range ISOLATE, or none. Errors: -EBUSY. */
  start_isolate_page_range(start_pfn: number, end_pfn: number): number;
  undo_isolate_page_range(start_pfn: number, end_pfn: number): void;
  /** 0 when every page of the range is free, poisoned or Offline; else -EBUSY. */
  test_pages_isolated(start_pfn: number, end_pfn: number): number;
}

export const page_isolation = (k: Kernel): PageIsolationFunctions => {
  const { pageblockPages } = k.machine;

  const isolate = (start_pfn: number, end_pfn: number) => {
    for (const [start, end, migratetype] of k.maps.pageblock_migratetype.runs(start_pfn, end_pfn)) {
      const zone = k.page_zone(k.pfn_to_page(start));
      if (migratetype === 'ISOLATE' || !zone) continue;
      const pageblocks = (end - start) / pageblockPages;
      k.count('lock taken: zone->lock', pageblocks);
      k.count('pageblocks isolated', pageblocks);
      zone.nr_isolate_pageblock += pageblocks;
      k.set_pages('pageblock_migratetype', start, end, 'ISOLATE');
    }
  };

  return {
    is_unmovable_page(pfn, zone) {
      const flags = k.maps.page_flags.get(pfn);
      if (flags & PG_reserved) return true;
      if (zone_idx(zone) === ZONE_MOVABLE) return false;
      if (k.maps.page_refcount.get(pfn) === 0) return false;
      if (flags & (PG_hwpoison | PageOffline)) return false;
      return k.maps.page_use.get(pfn) === 'kernel';
    },

    start_isolate_page_range(start_pfn, end_pfn) {
      if (
        k.release.isolation === 'aligned' &&
        (!IS_ALIGNED(start_pfn, pageblockPages) || !IS_ALIGNED(end_pfn, pageblockPages))
      )
        k.oops(`BUG_ON(!IS_ALIGNED(pfn, pageblock_nr_pages)): ${start_pfn}..${end_pfn} is isolated`);
      const injected = k.injected_failure('start_isolate_page_range');
      // __first_valid_page() looks up one page of a pageblock; has_unmovable_pages() then takes struct pages as they come.
      k.count('pfn_to_online_page', Math.ceil((end_pfn - start_pfn) / pageblockPages));
      const unmovable = k.first_pfn(start_pfn, end_pfn, 1, (pfn) => {
        k.count('pages looked at for isolation');
        const page = k.uncounted(() => k.pfn_to_online_page(pfn));
        if (page === null) return false;
        const zone = k.page_zone(page);
        if (k.maps.pageblock_migratetype.get(pfn) === 'ISOLATE') return true;
        return zone !== null && k.is_unmovable_page(pfn, zone);
      });
      if (unmovable === undefined && !injected) {
        isolate(start_pfn, end_pfn);
        return 0;
      }
      const until = unmovable === undefined ? start_pfn : Math.max(start_pfn, unmovable - (unmovable % pageblockPages));
      isolate(start_pfn, until);
      k.undo_isolate_page_range(start_pfn, until);
      return injected || -EBUSY;
    },

    undo_isolate_page_range(start_pfn, end_pfn) {
      for (const [start, end, migratetype] of k.maps.pageblock_migratetype.runs(start_pfn, end_pfn)) {
        if (migratetype !== 'ISOLATE') continue;
        const page = k.pfn_to_online_page(start);
        if (page === null) continue;
        const zone = k.page_zone(page) ?? k.oops(`pfn ${start} is un-isolated but links to no zone`);
        const pageblocks = (end - start) / pageblockPages;
        k.count('lock taken: zone->lock', pageblocks);
        k.count('pageblocks un-isolated', pageblocks);
        zone.nr_isolate_pageblock -= pageblocks;
        if (zone.nr_isolate_pageblock < 0) k.oops(`nr_isolate_pageblock of ${zone.node}:${zone.name} is below zero`);
        k.set_pages('pageblock_migratetype', start, end, 'MOVABLE');
      }
    },

    test_pages_isolated(start_pfn, end_pfn) {
      k.count('pages tested for isolation', end_pfn - start_pfn);
      for (const [, , flags] of k.maps.page_flags.runs(start_pfn, end_pfn))
        if (!(flags & (PageBuddy | PG_hwpoison | PageOffline))) return -EBUSY;
      return 0;
    },
  };
};
