/** Readers that walk the zones' spans (mm/kmemleak.c:kmemleak_scan, mm/page_alloc.c users of pageblock flags). */
import { type Zone, zone_end_pfn } from '../include/mmzone.ts';
import type { Kernel } from '../kernel.ts';

export interface WalkerFunctions {
  /** Pages of the zone that the scan visits. It holds mem_hotplug_lock for reading. */
  kmemleak_scan_zone(zone: Zone): number;
  /** Pageblocks a compaction pass gets a first page for; the pages of another zone among them are counted. */
  compact_zone_pass(zone: Zone): number;
  /** Pages in [start_pfn, end_pfn) that pfn_to_online_page() accepts. */
  count_online_pages(start_pfn: number, end_pfn: number): number;
}

export const kmemleak = (k: Kernel): WalkerFunctions => ({
  kmemleak_scan_zone(zone) {
    let visited = 0;
    k.for_each_pfn_group(zone.zone_start_pfn, zone_end_pfn(zone), 1, (pfn, members) => {
      const page = k.pfn_to_online_page(pfn);
      if (page === null || k.page_zone(page) !== zone) return;
      if (k.maps.page_refcount.get(pfn) === 0) return;
      k.count('struct pages scanned by kmemleak');
      visited += members;
    });
    return visited;
  },

  compact_zone_pass(zone) {
    const { pageblockPages } = k.machine;
    let given = 0;
    for (let pfn = zone.zone_start_pfn; pfn < zone_end_pfn(zone); ) {
      const end = Math.min(pfn - (pfn % pageblockPages) + pageblockPages, zone_end_pfn(zone));
      const page = k.pageblock_pfn_to_page(pfn, end, zone);
      if (page !== null) {
        given++;
        if (k.page_zone(page) !== zone) k.count('pageblocks of another zone handed to compaction');
      }
      pfn = end;
    }
    return given;
  },

  count_online_pages(start_pfn, end_pfn) {
    let online = 0;
    k.for_each_pfn_group(start_pfn, end_pfn, 1, (pfn, members) => {
      if (k.pfn_to_online_page(pfn) !== null) online += members;
    });
    return online;
  },
});
