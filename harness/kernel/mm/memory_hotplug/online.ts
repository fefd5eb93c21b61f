/** Onlining a range (mm/memory_hotplug.c). The base knows nothing of self-hosted vmemmaps. */
import { EINVAL } from '../../include/errno.ts';
import type { memory_notify, OnlineType } from '../../include/memory.ts';
import {
  IS_ALIGNED,
  NUMA_NO_NODE,
  populated_zone,
  ZONE_MOVABLE,
  ZONE_NORMAL,
  type Zone,
  zone_idx,
  zone_to_nid,
} from '../../include/mmzone.ts';
import type { Page } from '../../include/page_flags.ts';
import type { Kernel } from '../../link.ts';

export interface OnlineFunctions {
  mem_hotplug_begin(): void;
  mem_hotplug_done(): void;
  /** The struct page of an online section's pfn, else null. It does not look at the struct page. */
  pfn_to_online_page(pfn: number): Page | null;
  /** Free the range to the buddy in the largest chunks, then mark its sections online. */
  online_pages_range(start_pfn: number, nr_pages: number): void;
  node_states_check_changes_online(nr_pages: number, zone: Zone, arg: memory_notify): void;
  node_states_set_node(node: number, arg: memory_notify): void;
  /** present pages of the zone and its node, and of the group of the block in hand. Signed. v10 3/8; v5.13+. */
  adjust_present_page_count(zone: Zone | null, nr_pages: number): void;
  /** Ours, cut out of online_pages() and offline_pages(): 0, or -EINVAL for a range that they do not take, here no whole sections. */
  checkOnlineRange(pfn: number, nr_pages: number): number;
  /** Errors: -EINVAL for a range that is not whole sections, what a notifier vetoes with. */
  online_pages(pfn: number, nr_pages: number, online_type: OnlineType, nid: number): number;
}

export const online = (k: Kernel): OnlineFunctions => ({
  mem_hotplug_begin() {
    k.lock('mem_hotplug_lock');
  },

  mem_hotplug_done() {
    k.unlock('mem_hotplug_lock');
  },

  pfn_to_online_page(pfn) {
    k.count('pfn_to_online_page');
    if (!k.online_section(k.pfn_to_section_nr(pfn))) return null;
    if (!k.pfn_section_valid(pfn)) return null;
    return k.pfn_to_page(pfn);
  },

  online_pages_range(start_pfn, nr_pages) {
    const { maxOrder } = k.machine;
    k.generic_online_page(start_pfn, maxOrder, Math.ceil(nr_pages / 2 ** maxOrder));
    k.online_mem_sections(start_pfn, start_pfn + nr_pages);
  },

  node_states_check_changes_online(_nr_pages, zone, arg) {
    const nid = zone_to_nid(zone);
    arg.status_change_nid = k.NODE_DATA(nid).N_MEMORY ? NUMA_NO_NODE : nid;
    arg.status_change_nid_normal =
      zone_idx(zone) <= ZONE_NORMAL && !k.NODE_DATA(nid).N_NORMAL_MEMORY ? nid : NUMA_NO_NODE;
  },

  node_states_set_node(node, arg) {
    if (arg.status_change_nid_normal >= 0) k.NODE_DATA(node).N_NORMAL_MEMORY = true;
    if (arg.status_change_nid >= 0) k.NODE_DATA(node).N_MEMORY = true;
  },

  adjust_present_page_count(zone, nr_pages) {
    if (zone === null) k.oops('pages are accounted that link to no zone');
    const pgdat = k.NODE_DATA(zone.node);
    const mem = k.blockInHand;
    if (mem && k.early_section(mem.start_section_nr)) zone.present_early_pages += nr_pages;
    zone.present_pages += nr_pages;
    if (k.release.resizeLocks) k.lock('pgdat resize lock');
    pgdat.node_present_pages += nr_pages;
    if (k.release.resizeLocks) k.unlock('pgdat resize lock');
    if (zone.present_pages < 0) k.oops(`present_pages of ${zone.node}:${zone.name} is below zero`);
    if (mem?.group) {
      if (zone_idx(zone) === ZONE_MOVABLE) mem.group.present_movable_pages += nr_pages;
      else mem.group.present_kernel_pages += nr_pages;
    }
  },

  checkOnlineRange(pfn, nr_pages) {
    const { pagesPerSection } = k.machine;
    return nr_pages && IS_ALIGNED(pfn, pagesPerSection) && IS_ALIGNED(nr_pages, pagesPerSection) ? 0 : -EINVAL;
  },

  online_pages(pfn, nr_pages, online_type, nid) {
    const arg: memory_notify = {
      start_pfn: pfn,
      nr_pages,
      status_change_nid: NUMA_NO_NODE,
      status_change_nid_normal: NUMA_NO_NODE,
    };
    let need_zonelists_rebuild = false;

    const misaligned = k.checkOnlineRange(pfn, nr_pages);
    if (misaligned) {
      k.witness('online_pages: the range is not what it takes');
      return misaligned;
    }

    k.mem_hotplug_begin();
    const zone = k.zone_for_pfn_range(online_type, nid, pfn, nr_pages);
    k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'ISOLATE');

    k.node_states_check_changes_online(nr_pages, zone, arg);
    const ret = k.memory_notify('MEM_GOING_ONLINE', arg);
    if (ret) {
      k.memory_notify('MEM_CANCEL_ONLINE', arg);
      k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
      k.mem_hotplug_done();
      return ret;
    }

    k.adjustIsolatedPageblocks(zone, nr_pages / k.machine.pageblockPages);
    if (!populated_zone(zone)) {
      need_zonelists_rebuild = true;
      k.setup_zone_pageset(zone);
    }

    k.online_pages_range(pfn, nr_pages);
    k.adjust_present_page_count(zone, nr_pages);

    k.node_states_set_node(zone_to_nid(zone), arg);
    if (need_zonelists_rebuild) k.build_all_zonelists();

    k.undo_isolate_page_range(pfn, pfn + nr_pages);
    k.runNodeThreads(zone_to_nid(zone));

    k.memory_notify('MEM_ONLINE', arg);
    k.mem_hotplug_done();
    return 0;
  },
});
