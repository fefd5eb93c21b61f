/** zone->contiguous and the pageblock look-up it shortens (mm/page_alloc.c, mm/internal.h, mm/compaction.c). */
import { type Zone, zone_end_pfn } from '../include/mmzone.ts';
import type { Page } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';

export interface CompactionFunctions {
  clear_zone_contiguous(zone: Zone): void;
  /** Probe every pageblock of the span; stops at the first that is not the zone's. */
  set_zone_contiguous(zone: Zone): void;
  /** First page of a pageblock that lies, as far as its ends tell, in the zone; else null. */
  __pageblock_pfn_to_page(start_pfn: number, end_pfn: number, zone: Zone): Page | null;
  pageblock_pfn_to_page(start_pfn: number, end_pfn: number, zone: Zone): Page | null;
}

export const compaction = (k: Kernel): CompactionFunctions => ({
  clear_zone_contiguous(zone) {
    zone.contiguous = false;
  },

  set_zone_contiguous(zone) {
    const { pageblockPages } = k.machine;
    const end = zone_end_pfn(zone);
    const foreign = (start: number) =>
      k.__pageblock_pfn_to_page(start, Math.min(start - (start % pageblockPages) + pageblockPages, end), zone) === null;
    // The first pageblock may be cut by the start of the span; the others begin on their boundary.
    const first = zone.zone_start_pfn;
    const second = Math.min(first - (first % pageblockPages) + pageblockPages, end);
    if (first < end && foreign(first)) return;
    if (k.first_pfn(second, end, pageblockPages, foreign, pageblockPages) !== undefined) return;
    zone.contiguous = true;
  },

  __pageblock_pfn_to_page(start_pfn, end_pfn, zone) {
    k.count('pageblocks probed for contiguous');
    const last = end_pfn - 1;
    if (!k.pfn_valid(start_pfn) || !k.pfn_valid(last)) return null;
    const start_page = k.pfn_to_online_page(start_pfn);
    if (start_page === null) return null;
    if (k.page_zone(start_page) !== zone) return null;
    // The other end is compared by its bits alone: no check of whether it is online, or poisoned.
    if (k.page_zone_id(k.pfn_to_page(last)) !== k.page_zone_id(start_page)) return null;
    return start_page;
  },

  pageblock_pfn_to_page(start_pfn, end_pfn, zone) {
    if (zone.contiguous) {
      k.count('pageblock look-ups on the fast path');
      return k.pfn_to_page(start_pfn);
    }
    k.count('pageblock look-ups on the slow path');
    return k.__pageblock_pfn_to_page(start_pfn, end_pfn, zone);
  },
});
