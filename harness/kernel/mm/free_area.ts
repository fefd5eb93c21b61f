/**
 * Pages that hotplug itself takes from the buddy for the kernel and gives back (mm/page_alloc.c). Which zone they come
 * from is the kernel's rule: the zonelist of the node, from the highest zone that takes GFP_KERNEL on. Which chunk of the
 * zone is the buddy's business; it gives the head of its longest list, and onlining and un-isolating put at the tail
 * (FPI_TO_TAIL, move_to_free_list), so that boot memory goes first and then what has been online longest, from its first
 * page on. Watermarks, lowmem_reserve and per-cpu lists move single chunks and are not modelled.
 */
import type { Run } from '../../state/interval_map.ts';
import { ZONE_MOVABLE, type Zone, zone_end_pfn, zone_idx, zoneKey } from '../include/mmzone.ts';
import { PageBuddy, PG_hwpoison } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';
import { linkOf, type PageRange } from '../state.ts';

export interface FreeAreaFunctions {
  /** A free chunk of `nr_pages`, aligned to them, for the kernel; null when no zone of the node's list has one. */
  alloc_pages_node(nid: number, nr_pages: number): PageRange | null;
  /** Free pages wherever they are, for the kernel: all `nr_pages` of them or none. */
  allocPagesBulkNode(nid: number, nr_pages: number, use: 'memmap' | 'table'): PageRange[] | null;
  /** Pages that alloc_pages_node() or allocPagesBulkNode() gave go back to the zone they came from. */
  __free_pages(pfn: number, nr_pages: number): void;
  /** The pages go to the tail of their zone's free lists: they are the last to be taken. */
  move_to_free_list(start_pfn: number, end_pfn: number): void;
}

export const free_area = (k: Kernel): FreeAreaFunctions => {
  /** Where the kernel may take pages for a node, in the order it tries. */
  const zonesFor = (nid: number): Zone[] => {
    const zones = new Map(k.node_data.flatMap((node) => node.node_zones.map((zone) => [zoneKey(zone), zone])));
    return k
      .NODE_DATA(Math.max(0, nid))
      .zonelist.split(' ')
      .map((key) => zones.get(key))
      .filter((zone): zone is Zone => zone !== undefined && zone_idx(zone) < ZONE_MOVABLE);
  };

  /** Free pages of the zone as runs that went onto the list at once, the head of the list first. */
  const freeRuns = (zone: Zone): PageRange[] => {
    const { page_flags, page_link, pageblock_migratetype } = k.maps;
    const link = linkOf(zone.node, zone.index);
    const runs: Run<number>[] = [];
    for (const [start, end, flags] of page_flags.runs(zone.zone_start_pfn, zone_end_pfn(zone))) {
      if (!(flags & PageBuddy) || flags & PG_hwpoison) continue;
      for (const [from, to, of] of page_link.runs(start, end)) {
        if (of !== link) continue;
        for (const [first, last, migratetype] of pageblock_migratetype.runs(from, to))
          if (migratetype !== 'ISOLATE') runs.push(...k.freeSince.runs(first, last));
      }
    }
    return runs.sort((a, b) => a[2] - b[2] || a[0] - b[0]).map(([start, end]) => [start, end]);
  };

  const take = (zone: Zone, [start, end]: PageRange, use: 'memmap' | 'table'): PageRange => {
    zone.free_pages -= end - start;
    k.set_pages('page_use', start, end, use);
    k.update_pages('page_flags', start, end, (flags) => flags & ~PageBuddy);
    k.set_pages('page_refcount', start, end, 1);
    return [start, end];
  };

  return {
    alloc_pages_node(nid, nr_pages) {
      for (const zone of zonesFor(nid)) {
        if (zone.free_pages < nr_pages) continue;
        for (const [start, end] of freeRuns(zone)) {
          const first = Math.ceil(start / nr_pages) * nr_pages;
          if (first + nr_pages <= end) return take(zone, [first, first + nr_pages], 'memmap');
        }
      }
      return null;
    },

    allocPagesBulkNode(nid, nr_pages, use) {
      const taken: PageRange[] = [];
      let missing = nr_pages;
      for (const zone of zonesFor(nid))
        for (const [start, end] of freeRuns(zone)) {
          const nr = Math.min(end - start, missing, zone.free_pages);
          if (nr > 0) taken.push(take(zone, [start, start + nr], use));
          missing -= Math.max(nr, 0);
        }
      if (missing === 0) return taken;
      for (const [start, end] of taken) k.__free_pages(start, end - start);
      return null;
    },

    __free_pages(pfn, nr_pages) {
      const zone = k.page_zone(k.pfn_to_page(pfn)) ?? k.oops(`pfn ${pfn} is freed but links to no zone`);
      k.set_pages('page_use', pfn, pfn + nr_pages, undefined);
      k.update_pages('page_flags', pfn, pfn + nr_pages, (flags) => flags | PageBuddy);
      k.set_pages('page_refcount', pfn, pfn + nr_pages, 0);
      zone.free_pages += nr_pages;
    },

    move_to_free_list(start_pfn, end_pfn) {
      k.freeSince.set(start_pfn, end_pfn, ++k.freeMoves);
    },
  };
};
