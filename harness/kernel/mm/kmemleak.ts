/** Readers that walk the zones' spans (mm/kmemleak.c:kmemleak_scan, mm/page_alloc.c users of pageblock flags). */
import { populated_zone, type Zone, zone_end_pfn } from '../include/mmzone.ts';
import type { Page } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';

export interface WalkerFunctions {
  /** Pages that the scan visits. It holds mem_hotplug_lock for reading. Errors: oopses on a poisoned struct page. */
  kmemleak_scan(): number;
  /** Pageblocks a compaction pass gets a first page for; the pages of another zone among them are counted. */
  compactZonePass(zone: Zone): number;
}

export const kmemleak = (k: Kernel): WalkerFunctions => {
  /** Pages in use of the range that are the zone's, or the node's. */
  const scan = (start: number, end: number, own: (page: Page) => boolean): number => {
    let visited = 0;
    k.for_each_pfn_group(start, end, 1, (pfn, members) => {
      const page = k.pfn_to_online_page(pfn);
      if (page === null || !own(page)) return;
      if (k.maps.page_refcount.get(pfn) === 0) return;
      k.count('struct pages scanned by kmemleak');
      visited += members;
    });
    return visited;
  };

  return {
    kmemleak_scan() {
      const nodes = k.node_data.filter(({ online }) => online);
      const visited = nodes.map((node) => {
        const { node_id, node_start_pfn, node_spanned_pages, node_zones } = node;
        if (k.release.kmemleakScans === 'nodes')
          return scan(node_start_pfn, node_start_pfn + node_spanned_pages, (page) => k.page_to_nid(page) === node_id);
        const zones = node_zones
          .filter(populated_zone)
          .map((zone) => scan(zone.zone_start_pfn, zone_end_pfn(zone), (page) => k.page_zone(page) === zone));
        return zones.reduce((sum, pages) => sum + pages, 0);
      });
      return visited.reduce((sum, pages) => sum + pages, 0);
    },

    compactZonePass(zone) {
      const { pageblockPages } = k.machine;
      let given = 0;
      // compact_node() passes over a zone that has no pages, whatever it spans.
      if (!populated_zone(zone)) return given;
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
  };
};
