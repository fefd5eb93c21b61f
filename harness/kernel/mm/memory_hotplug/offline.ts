/** Offlining a range (mm/memory_hotplug.c:offline_pages). */
import { EBUSY, EINTR, EINVAL, ENOENT } from '../../include/errno.ts';
import type { memory_notify } from '../../include/memory.ts';
import {
  NUMA_NO_NODE,
  populated_zone,
  ZONE_MOVABLE,
  ZONE_NORMAL,
  type Zone,
  zone_idx,
  zone_spans_pfn,
  zone_to_nid,
} from '../../include/mmzone.ts';
import type { Kernel } from '../../link.ts';

export interface OfflineFunctions {
  /** The zone all sampled pages of the range lie in, else null. Trusts struct pages, offline ones too (<= v5.17). */
  test_pages_in_a_zone(start_pfn: number, end_pfn: number): Zone | null;
  /** Ours, cut out of offline_pages(): the range's zone, sampled (<= v5.17), or that of the block in hand, checked against the range's ends. */
  zoneToOffline(start_pfn: number, end_pfn: number): Zone | null;
  node_states_check_changes_offline(nr_pages: number, zone: Zone, arg: memory_notify): void;
  node_states_clear_node(node: number, arg: memory_notify): void;
  /** Ours, cut out of both: nr_isolate_pageblock under zone->lock. Pageblocks, signed. */
  adjustIsolatedPageblocks(zone: Zone, pageblocks: number): void;
  /** Ours: kswapd_run() and kcompactd_run(). */
  runNodeThreads(nid: number): void;
  stopNodeThreads(nid: number): void;
  /** Ours, the loop of offline_pages(): migrate, dissolve and test until the range is empty. Errors: -EINTR, -EBUSY; stuck where a kernel would retry for ever. */
  emptyIsolatedRange(start_pfn: number, end_pfn: number): number;
  /** Ours, cut out of it: what follows once a zone or a node has lost its pages: pageset, zonelists, node states, kernel threads. */
  zoneAndNodeTeardown(zone: Zone, arg: memory_notify): void;
  /** Errors: -EINVAL (alignment, holes, several zones), -EBUSY, -EINTR, what a notifier vetoes with. */
  offline_pages(start_pfn: number, nr_pages: number): number;
}

export const offline = (k: Kernel): OfflineFunctions => ({
  test_pages_in_a_zone(start_pfn, end_pfn) {
    const { pagesPerSection, maxOrder } = k.machine;
    let zone: Zone | null = null;
    for (let pfn = start_pfn; pfn < end_pfn; pfn = pfn - (pfn % pagesPerSection) + pagesPerSection) {
      if (!k.present_section_nr(k.pfn_to_section_nr(pfn))) continue;
      const sec_end = Math.min(pfn - (pfn % pagesPerSection) + pagesPerSection, end_pfn);
      const foreign = (sample: number) => {
        // pfn_valid_within(): elsewhere a hole's struct page is taken as it comes.
        if (k.holesInZone() && !k.pfn_valid(sample)) return false;
        k.count('pages sampled for their zone');
        if (zone && !zone_spans_pfn(zone, sample)) return true;
        const found = k.page_zone(k.pfn_to_page(sample));
        if (zone && found !== zone) return true;
        zone = found;
        return found === null;
      };
      if (k.first_pfn(pfn, sec_end, 2 ** maxOrder, foreign) !== undefined) return null;
    }
    return zone;
  },

  zoneToOffline(start_pfn, end_pfn) {
    const mem = k.blockInHand;
    if (k.release.blockZone === 'scan' || mem === null) return k.test_pages_in_a_zone(start_pfn, end_pfn);
    const zone = mem.zone;
    if (k.page_zone(k.pfn_to_page(start_pfn)) !== zone || k.page_zone(k.pfn_to_page(end_pfn - 1)) !== zone) return null;
    return zone;
  },

  node_states_check_changes_offline(nr_pages, zone, arg) {
    const pgdat = k.NODE_DATA(zone_to_nid(zone));
    let present_pages = 0;
    for (const each of pgdat.node_zones) if (each.index <= ZONE_NORMAL) present_pages += each.present_pages;
    arg.status_change_nid_normal =
      zone_idx(zone) <= ZONE_NORMAL && nr_pages >= present_pages ? pgdat.node_id : NUMA_NO_NODE;
    present_pages = k.release.nodeNotifier
      ? pgdat.node_present_pages
      : present_pages + pgdat.node_zones[ZONE_MOVABLE].present_pages;
    arg.status_change_nid = nr_pages >= present_pages ? pgdat.node_id : NUMA_NO_NODE;
  },

  node_states_clear_node(node, arg) {
    if (arg.status_change_nid_normal >= 0) k.NODE_DATA(node).N_NORMAL_MEMORY = false;
    if (arg.status_change_nid >= 0) k.NODE_DATA(node).N_MEMORY = false;
  },

  adjustIsolatedPageblocks(zone, pageblocks) {
    k.lock('zone->lock');
    zone.nr_isolate_pageblock += pageblocks;
    k.unlock('zone->lock');
    if (zone.nr_isolate_pageblock < 0) k.oops(`nr_isolate_pageblock of ${zone.node}:${zone.name} is below zero`);
  },

  runNodeThreads(nid) {
    const pgdat = k.NODE_DATA(nid);
    if (!pgdat.kswapd) k.count('kernel threads started', 2);
    pgdat.kswapd = true;
    pgdat.kcompactd = true;
  },

  stopNodeThreads(nid) {
    const pgdat = k.NODE_DATA(nid);
    if (pgdat.kswapd) k.count('kernel threads stopped', 2);
    pgdat.kcompactd = false;
    pgdat.kswapd = false;
  },

  emptyIsolatedRange(start_pfn, end_pfn) {
    for (;;) {
      let moved = 0;
      for (let pfn = start_pfn; ; ) {
        if (k.signal_pending) {
          k.signal_pending = false;
          k.witness('offline_pages: a signal ends it');
          return -EINTR;
        }
        const found = k.scan_movable_pages(pfn, end_pfn);
        if (found === -EBUSY) return -EBUSY;
        if (found === -ENOENT) break;
        pfn = found;
        const now = k.do_migrate_range(pfn, end_pfn);
        moved += now;
        if (now === 0) k.stuck(`pfn ${found} does not migrate; the kernel tries again until a signal comes`);
      }
      if (k.test_pages_isolated(start_pfn, end_pfn) === 0) return 0;
      if (moved === 0)
        k.stuck(`the range ${start_pfn}..${end_pfn} never becomes free; the kernel tries again until a signal comes`);
    }
  },

  zoneAndNodeTeardown(zone, arg) {
    const node = zone_to_nid(zone);
    if (k.release.clearsNodeStatesFirst) k.node_states_clear_node(node, arg);
    if (!populated_zone(zone)) {
      k.zone_pcp_reset(zone);
      k.build_all_zonelists();
    }
    if (!k.release.clearsNodeStatesFirst) k.node_states_clear_node(node, arg);
    if (arg.status_change_nid >= 0) k.stopNodeThreads(node);
  },

  offline_pages(start_pfn, nr_pages) {
    const { pageblockPages } = k.machine;
    const end_pfn = start_pfn + nr_pages;
    const arg: memory_notify = {
      start_pfn,
      nr_pages,
      status_change_nid: NUMA_NO_NODE,
      status_change_nid_normal: NUMA_NO_NODE,
    };

    const misaligned = k.checkOnlineRange(start_pfn, nr_pages);
    if (misaligned) return misaligned;

    k.mem_hotplug_begin();
    // Memory holes in the range cannot come back with it.
    if (k.systemRamPages(start_pfn, nr_pages) !== nr_pages) {
      k.witness('offline_pages: a hole in the range');
      k.mem_hotplug_done();
      return -EINVAL;
    }

    const zone = k.zoneToOffline(start_pfn, end_pfn);
    if (zone === null) {
      k.witness('offline_pages: not in one zone');
      k.mem_hotplug_done();
      return -EINVAL;
    }

    k.zone_pcp_disable(zone);
    let ret = k.start_isolate_page_range(start_pfn, end_pfn);
    if (ret) {
      k.witness('offline_pages: failure to isolate');
      k.zone_pcp_enable(zone);
      k.mem_hotplug_done();
      return ret;
    }

    k.node_states_check_changes_offline(nr_pages, zone, arg);
    ret = k.memory_notify('MEM_GOING_OFFLINE', arg);
    if (!ret) ret = k.emptyIsolatedRange(start_pfn, end_pfn);
    if (ret) {
      k.undo_isolate_page_range(start_pfn, end_pfn);
      k.memory_notify('MEM_CANCEL_OFFLINE', arg);
      k.zone_pcp_enable(zone);
      k.mem_hotplug_done();
      return ret;
    }

    k.__offline_isolated_pages(start_pfn, end_pfn);
    k.adjustIsolatedPageblocks(zone, -nr_pages / pageblockPages);
    k.zone_pcp_enable(zone);

    k.adjust_managed_page_count(zone, -nr_pages);
    k.adjust_present_page_count(zone, -nr_pages);
    k.zoneAndNodeTeardown(zone, arg);

    k.memory_notify('MEM_OFFLINE', arg);
    k.remove_pfn_range_from_zone(zone, start_pfn, nr_pages);
    k.mem_hotplug_done();
    return 0;
  },
});
