/** Zones and nodes grow and shrink with their ranges (mm/memory_hotplug.c, mm/page_alloc.c). */
import {
  type MigrateType,
  pgdat_end_pfn,
  type Zone,
  zone_end_pfn,
  zone_is_empty,
  zone_to_nid,
} from '../../include/mmzone.ts';
import type { Kernel } from '../../link.ts';

export interface ZoneSpanFunctions {
  /** 0 when there is none. */
  find_smallest_section_pfn(nid: number, zone: Zone, start_pfn: number, end_pfn: number): number;
  find_biggest_section_pfn(nid: number, zone: Zone, start_pfn: number, end_pfn: number): number;
  shrink_zone_span(zone: Zone, start_pfn: number, end_pfn: number): void;
  update_pgdat_span(nid: number): void;
  resize_zone_range(zone: Zone, start_pfn: number, nr_pages: number): void;
  resize_pgdat_range(nid: number, start_pfn: number, nr_pages: number): void;
  /** Take a range into the zone: span, struct pages, migratetype. present and managed stay as they are. */
  move_pfn_range_to_zone(zone: Zone, start_pfn: number, nr_pages: number, migratetype: MigrateType): void;
  /** Give a range up: poison, span, contiguous. present and managed stay as they are. */
  remove_pfn_range_from_zone(zone: Zone | null, start_pfn: number, nr_pages: number): void;
}

export const zone_span = (k: Kernel): ZoneSpanFunctions => {
  const { pagesPerSubsection } = k.machine;

  const belongs = (nid: number, zone: Zone) => (pfn: number) => {
    k.count('span probes');
    const page = k.pfn_to_online_page(pfn);
    if (page === null) return false;
    if (k.page_to_nid(page) !== nid) return false;
    return k.page_zone(page) === zone;
  };

  return {
    find_smallest_section_pfn: (nid, zone, start_pfn, end_pfn) =>
      k.first_pfn(start_pfn, end_pfn, pagesPerSubsection, belongs(nid, zone)) ?? 0,

    find_biggest_section_pfn: (nid, zone, start_pfn, end_pfn) =>
      k.last_pfn(start_pfn, end_pfn - 1, pagesPerSubsection, belongs(nid, zone)) ?? 0,

    shrink_zone_span(zone, start_pfn, end_pfn) {
      const nid = zone_to_nid(zone);
      if (k.release.resizeLocks) k.lock('zone span seqlock');
      if (zone.zone_start_pfn === start_pfn) {
        const pfn = k.find_smallest_section_pfn(nid, zone, end_pfn, zone_end_pfn(zone));
        if (pfn) {
          zone.spanned_pages = zone_end_pfn(zone) - pfn;
          zone.zone_start_pfn = pfn;
        } else {
          zone.zone_start_pfn = 0;
          zone.spanned_pages = 0;
        }
      } else if (zone_end_pfn(zone) === end_pfn) {
        const pfn = k.find_biggest_section_pfn(nid, zone, zone.zone_start_pfn, start_pfn);
        if (pfn) {
          zone.spanned_pages = pfn - zone.zone_start_pfn + 1;
        } else {
          zone.zone_start_pfn = 0;
          zone.spanned_pages = 0;
        }
      } else k.witness('shrink_zone_span: the range is at neither edge');
      if (k.release.resizeLocks) k.unlock('zone span seqlock');
    },

    update_pgdat_span(nid) {
      const pgdat = k.NODE_DATA(nid);
      let start = 0;
      let end = 0;
      for (const zone of pgdat.node_zones) {
        if (!zone.spanned_pages) continue;
        if (!end) {
          start = zone.zone_start_pfn;
          end = zone_end_pfn(zone);
          continue;
        }
        end = Math.max(end, zone_end_pfn(zone));
        start = Math.min(start, zone.zone_start_pfn);
      }
      pgdat.node_start_pfn = start;
      pgdat.node_spanned_pages = end - start;
    },

    resize_zone_range(zone, start_pfn, nr_pages) {
      const old_end_pfn = zone_end_pfn(zone);
      if (zone_is_empty(zone) || start_pfn < zone.zone_start_pfn) zone.zone_start_pfn = start_pfn;
      zone.spanned_pages = Math.max(start_pfn + nr_pages, old_end_pfn) - zone.zone_start_pfn;
    },

    resize_pgdat_range(nid, start_pfn, nr_pages) {
      const pgdat = k.NODE_DATA(nid);
      const old_end_pfn = pgdat_end_pfn(pgdat);
      if (!pgdat.node_spanned_pages || start_pfn < pgdat.node_start_pfn) pgdat.node_start_pfn = start_pfn;
      pgdat.node_spanned_pages = Math.max(start_pfn + nr_pages, old_end_pfn) - pgdat.node_start_pfn;
    },

    move_pfn_range_to_zone(zone, start_pfn, nr_pages, migratetype) {
      const nid = zone_to_nid(zone);
      k.clear_zone_contiguous(zone);
      if (k.release.resizeLocks) {
        k.lock('pgdat resize lock');
        k.lock('zone span seqlock');
      }
      if (zone_is_empty(zone)) k.init_currently_empty_zone(zone, start_pfn);
      k.resize_zone_range(zone, start_pfn, nr_pages);
      if (k.release.resizeLocks) k.unlock('zone span seqlock');
      k.resize_pgdat_range(nid, start_pfn, nr_pages);
      if (k.release.resizeLocks) k.unlock('pgdat resize lock');
      k.memmap_init_range(nr_pages, nid, zone, start_pfn, migratetype);
      k.set_zone_contiguous(zone);
    },

    remove_pfn_range_from_zone(zone, start_pfn, nr_pages) {
      if (zone === null) k.oops(`pfn ${start_pfn} links to no zone`);
      k.page_init_poison(start_pfn, nr_pages);
      k.clear_zone_contiguous(zone);
      if (k.release.resizeLocks) k.lock('pgdat resize lock');
      k.shrink_zone_span(zone, start_pfn, start_pfn + nr_pages);
      k.update_pgdat_span(zone_to_nid(zone));
      if (k.release.resizeLocks) k.unlock('pgdat resize lock');
      k.set_zone_contiguous(zone);
    },
  };
};
