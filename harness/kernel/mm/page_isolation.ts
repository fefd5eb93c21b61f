/** Isolating a range before it goes, and putting it back (mm/page_isolation.c). */
import { EBUSY } from '../include/errno.ts';
import { ALIGN, ALIGN_DOWN, IS_ALIGNED, ZONE_MOVABLE, type Zone, zone_idx, zone_spans_pfn } from '../include/mmzone.ts';
import { PageBuddy, PageOffline, PG_hwpoison, PG_reserved } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';

export interface PageIsolationFunctions {
  /** Whether offlining must give up on this page while it isolates (has_unmovable_pages for one page). */
  isUnmovablePage(pfn: number, zone: Zone): boolean;
  /** Make every pageblock of the range ISOLATE, or none. Errors: -EBUSY. */
  start_isolate_page_range(start_pfn: number, end_pfn: number): number;
  /** Pageblock after pageblock: ISOLATE where a page is online. Where it had to stop with -EBUSY, else undefined. */
  isolateOnlinePageblocks(start_pfn: number, end_pfn: number): number | undefined;
  /** One pageblock, online or not. Errors: -EBUSY. */
  set_migratetype_isolate(pfn: number): number;
  unset_migratetype_isolate(pfn: number): void;
  /**
   * v5.19+: the pageblock behind, or before, a boundary that a page might straddle, whether or not it is online. Errors:
   * -EBUSY; oopses where the pages up to the boundary have no struct page to read.
   */
  isolate_single_pageblock(boundary_pfn: number, isolate_before: boolean, skip_isolation: boolean): number;
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
      if (k.release.isolatedIs === 'bit') k.set_pages('isolated_migratetype', start, end, migratetype);
      k.set_pages('pageblock_migratetype', start, end, 'ISOLATE');
    }
  };

  const unset = (zone: Zone, start_pfn: number, end_pfn: number) => {
    const pageblocks = (end_pfn - start_pfn) / pageblockPages;
    k.count('lock taken: zone->lock', pageblocks);
    k.count('pageblocks un-isolated', pageblocks);
    zone.nr_isolate_pageblock -= pageblocks;
    if (zone.nr_isolate_pageblock < 0) k.oops(`nr_isolate_pageblock of ${zone.node}:${zone.name} is below zero`);
    if (k.release.isolatedIs === 'migratetype') k.set_pages('pageblock_migratetype', start_pfn, end_pfn, 'MOVABLE');
    else
      for (const [start, end, before] of k.maps.isolated_migratetype.runs(start_pfn, end_pfn))
        k.set_pages('pageblock_migratetype', start, end, before ?? 'MOVABLE');
    k.move_to_free_list(start_pfn, end_pfn);
  };

  const zoneAt = (pfn: number, what: string): Zone =>
    k.page_zone(k.pfn_to_page(pfn)) ?? k.oops(`pfn ${pfn} is ${what} but links to no zone`);

  return {
    isUnmovablePage(pfn, zone) {
      const flags = k.maps.page_flags.get(pfn);
      if (flags & PG_reserved) return true;
      if (zone_idx(zone) === ZONE_MOVABLE) return false;
      if (k.maps.page_refcount.get(pfn) === 0) return false;
      if (flags & (PG_hwpoison | PageOffline)) return false;
      const use = k.maps.page_use.get(pfn);
      return use === 'kernel' || use === 'memmap' || use === 'table';
    },

    start_isolate_page_range(start_pfn, end_pfn) {
      const injected = k.injected_failure('start_isolate_page_range');
      if (k.release.isolation === 'aligned') {
        if (!IS_ALIGNED(start_pfn, pageblockPages) || !IS_ALIGNED(end_pfn, pageblockPages))
          k.oops(`BUG_ON(!IS_ALIGNED(pfn, pageblock_nr_pages)): ${start_pfn}..${end_pfn} is isolated`);
        if (injected) return injected;
        const stop = k.isolateOnlinePageblocks(start_pfn, end_pfn);
        if (stop === undefined) return 0;
        k.undo_isolate_page_range(start_pfn, stop);
        return -EBUSY;
      }
      if (injected) return injected;
      const isolate_start = ALIGN_DOWN(start_pfn, pageblockPages);
      const isolate_end = ALIGN(end_pfn, pageblockPages);
      const last = isolate_end - pageblockPages;

      let ret = k.isolate_single_pageblock(isolate_start, false, false);
      if (ret) return ret;
      ret = k.isolate_single_pageblock(isolate_end, true, isolate_start === last);
      if (ret) {
        k.unset_migratetype_isolate(isolate_start);
        return ret;
      }
      const stop = k.isolateOnlinePageblocks(isolate_start + pageblockPages, last);
      if (stop === undefined) return 0;
      k.undo_isolate_page_range(isolate_start, stop);
      k.unset_migratetype_isolate(last);
      return -EBUSY;
    },

    isolateOnlinePageblocks(start_pfn, end_pfn) {
      // __first_valid_page() looks up one page of a pageblock; has_unmovable_pages() then takes struct pages as they come.
      k.count('pfn_to_online_page', Math.max(0, Math.ceil((end_pfn - start_pfn) / pageblockPages)));
      const unmovable = k.first_pfn(start_pfn, end_pfn, 1, (pfn) => {
        k.count('pages looked at for isolation');
        const page = k.uncounted(() => k.pfn_to_online_page(pfn));
        if (page === null) return false;
        const zone = k.page_zone(page);
        if (k.maps.pageblock_migratetype.get(pfn) === 'ISOLATE') return true;
        return zone !== null && k.isUnmovablePage(pfn, zone);
      });
      const stop = unmovable === undefined ? end_pfn : Math.max(start_pfn, ALIGN_DOWN(unmovable, pageblockPages));
      isolate(start_pfn, stop);
      return unmovable === undefined ? undefined : stop;
    },

    set_migratetype_isolate(pfn) {
      const zone = zoneAt(pfn, 'isolated');
      if (k.maps.pageblock_migratetype.get(pfn) === 'ISOLATE') return -EBUSY;
      const unmovable = k.first_pfn(pfn, pfn + pageblockPages, 1, (each) => {
        k.count('pages looked at for isolation');
        k.touchPage(k.pfn_to_page(each));
        return k.isUnmovablePage(each, zone);
      });
      if (unmovable !== undefined) return -EBUSY;
      // prep_move_freepages_block(): a pageblock that reaches out of the zone does not move.
      if (
        k.release.isolation === 'rounded in one zone' &&
        !(zone_spans_pfn(zone, pfn) && zone_spans_pfn(zone, pfn + pageblockPages - 1))
      )
        return -EBUSY;
      isolate(pfn, pfn + pageblockPages);
      return 0;
    },

    unset_migratetype_isolate(pfn) {
      const zone = zoneAt(pfn, 'un-isolated');
      if (k.maps.pageblock_migratetype.get(pfn) === 'ISOLATE') unset(zone, pfn, pfn + pageblockPages);
    },

    isolate_single_pageblock(boundary_pfn, isolate_before, skip_isolation) {
      const isolate_pageblock = isolate_before ? boundary_pfn - pageblockPages : boundary_pfn;
      const zone = zoneAt(isolate_pageblock, 'isolated');
      const start_pfn = Math.max(ALIGN_DOWN(isolate_pageblock, 2 ** k.machine.maxOrder), zone.zone_start_pfn);
      if (!skip_isolation) {
        const ret = k.set_migratetype_isolate(isolate_pageblock);
        if (ret) return ret;
      }
      // Nothing straddles the boundary when the page on its other side is not online.
      if (k.pfn_to_online_page(isolate_before ? boundary_pfn : boundary_pfn - 1) === null) return 0;

      for (let pfn = start_pfn; pfn < boundary_pfn; ) {
        const page =
          k.first_pfn(pfn, boundary_pfn, 1, (each) => k.pfn_to_online_page(each) !== null) ??
          k.oops(`VM_BUG_ON(!page): no page of ${pfn}..${boundary_pfn} is online`);
        // PageCompound() finds a tail page in ones, and compound_nr() follows it to its head.
        if (k.maps.memmap.get(page) === 'poison')
          k.oops(`page fault: the struct page of pfn ${page} is poisoned and taken for a tail page`);
        const free = (k.maps.page_flags.get(page) & PageBuddy) !== 0;
        const until = Math.min(boundary_pfn, k.maps.page_flags.nextChange(page), k.maps.memmap.nextChange(page));
        if (!free) k.first_pfn(page + 1, until, 1, (each) => k.pfn_to_online_page(each) === null);
        pfn = until;
      }
      return 0;
    },

    undo_isolate_page_range(start_pfn, end_pfn) {
      for (const [start, end, migratetype] of k.maps.pageblock_migratetype.runs(start_pfn, end_pfn)) {
        if (migratetype !== 'ISOLATE') continue;
        const page = k.pfn_to_online_page(start);
        if (page === null) continue;
        unset(zoneAt(start, 'un-isolated'), start, end);
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
