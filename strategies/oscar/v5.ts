/**
 * Oscar Salvador's special case: online_pages() and offline_pages() are told how many pages at the head of the block
 * hold its vmemmap, and handle them beside the rest.
 */
import {
  defineDesign,
  EINVAL,
  type memory_block,
  type memory_group,
  type memory_notify,
  NUMA_NO_NODE,
  type OnlineType,
  populated_zone,
  type Zone,
  zone_to_nid,
} from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { freeWithPageblockLeadIn } from '../shared/pageblock_lead_in.ts';

interface Changed {
  online_pages_range(start_pfn: number, nr_pages: number, buddy_start_pfn: number): void;
  online_pages(
    pfn: number,
    nr_pages: number,
    nr_vmemmap_pages: number,
    online_type: OnlineType,
    nid: number,
    group: memory_group | null,
  ): number;
  online_pages_locked(
    pfn: number,
    nr_pages: number,
    nr_vmemmap_pages: number,
    zone: Zone,
    group: memory_group | null,
  ): number;
  offline_pages(
    start_pfn: number,
    nr_pages: number,
    nr_vmemmap_pages: number,
    mem: memory_block | null,
    group: memory_group | null,
  ): number;
  offline_pages_locked(
    start_pfn: number,
    nr_pages: number,
    nr_vmemmap_pages: number,
    mem: memory_block | null,
    group: memory_group | null,
  ): number;
  __offline_isolated_pages(start_pfn: number, end_pfn: number, buddy_start_pfn: number): void;
}

export default defineDesign<Changed, MemmapOnMemory>({
  id: 'oscar',
  revision: 'v5',
  title: 'nr_vmemmap_pages threaded through online_pages() and offline_pages()',
  provenance: 'posted',
  source: { messageId: '20210319092635.6214-2-osalvador@suse.de', series: 'v5 1/5' },
  on: ['linux@5.12', 'linux@6.1'],
  isDefault: true,
  family: 'oscar',
  over: [memmapOnMemory],
  replaces: {
    memory_block_online: '8a065ac380',
    memory_block_offline: 'e1cf0bcef7',
    online_pages_range: '7f469a42aa',
    online_pages: '29c3d23c23',
    online_pages_locked: '3f7f4dedf7',
    offline_pages: 'da77ac27e0',
    offline_pages_locked: '4e6ca26a33',
    __offline_isolated_pages: 'a9979df3e8',
  },
  patch: (k) => ({
    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const ret = k.online_pages(
        start_pfn,
        k.machine.pagesPerBlock,
        mem.nr_vmemmap_pages,
        mem.online_type,
        mem.nid,
        mem.group,
      );
      if (!ret) k.remember_block_zone(mem);
      return ret;
    },

    memory_block_offline(mem) {
      const zoneless = k.check_block_zone(mem);
      if (zoneless) return zoneless;
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const ret = k.offline_pages(start_pfn, k.machine.pagesPerBlock, mem.nr_vmemmap_pages, mem, mem.group);
      if (!ret) mem.zone = null;
      return ret;
    },

    online_pages_range(start_pfn, nr_pages, buddy_start_pfn) {
      const end_pfn = start_pfn + nr_pages;
      freeWithPageblockLeadIn(k, buddy_start_pfn, end_pfn);
      // All sections of the block, those that hold nothing but vmemmap too.
      k.online_mem_sections(start_pfn, end_pfn);
    },

    online_pages(pfn, nr_pages, nr_vmemmap_pages, online_type, nid, group) {
      const misaligned = k.checkOnlineRange(pfn, nr_pages);
      if (misaligned) return misaligned;

      k.mem_hotplug_begin();
      const zone = k.zone_for_pfn_range(online_type, nid, group, pfn, nr_pages);
      const ret = k.online_pages_locked(pfn, nr_pages, nr_vmemmap_pages, zone, group);
      k.mem_hotplug_done();
      return ret;
    },

    online_pages_locked(pfn, nr_pages, nr_vmemmap_pages, zone, group) {
      const buddy_start_pfn = pfn + nr_vmemmap_pages;
      const buddy_nr_pages = nr_pages - nr_vmemmap_pages;
      const arg: memory_notify = {
        start_pfn: pfn,
        nr_pages,
        status_change_nid: NUMA_NO_NODE,
        status_change_nid_normal: NUMA_NO_NODE,
      };
      let need_zonelists_rebuild = false;

      if (nr_vmemmap_pages) k.move_pfn_range_to_zone(zone, pfn, nr_vmemmap_pages, 'UNMOVABLE');
      k.move_pfn_range_to_zone(zone, buddy_start_pfn, buddy_nr_pages, 'ISOLATE');

      k.node_states_check_changes_online(nr_pages, zone, arg);
      const ret = k.memory_notify('MEM_GOING_ONLINE', arg);
      if (ret) {
        k.memory_notify('MEM_CANCEL_ONLINE', arg);
        k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
        return ret;
      }

      k.adjustIsolatedPageblocks(zone, buddy_nr_pages / k.machine.pageblockPages);
      if (!populated_zone(zone)) {
        need_zonelists_rebuild = true;
        k.setup_zone_pageset(zone);
      }

      k.online_pages_range(pfn, nr_pages, buddy_start_pfn);
      k.adjust_present_page_count(pfn, group, nr_pages);

      k.node_states_set_node(zone_to_nid(zone), arg);
      if (need_zonelists_rebuild) k.build_all_zonelists();

      k.undo_isolate_page_range(buddy_start_pfn, buddy_start_pfn + buddy_nr_pages);
      k.runNodeThreads(zone_to_nid(zone));

      k.memory_notify('MEM_ONLINE', arg);
      return 0;
    },

    offline_pages(start_pfn, nr_pages, nr_vmemmap_pages, mem, group) {
      const misaligned = k.checkOnlineRange(start_pfn, nr_pages);
      if (misaligned) return misaligned;

      k.mem_hotplug_begin();
      const ret = k.offline_pages_locked(start_pfn, nr_pages, nr_vmemmap_pages, mem, group);
      k.mem_hotplug_done();
      return ret;
    },

    offline_pages_locked(start_pfn, nr_pages, nr_vmemmap_pages, mem, group) {
      const { pageblockPages } = k.machine;
      const end_pfn = start_pfn + nr_pages;
      const buddy_start_pfn = start_pfn + nr_vmemmap_pages;
      const buddy_nr_pages = nr_pages - nr_vmemmap_pages;
      const arg: memory_notify = {
        start_pfn,
        nr_pages,
        status_change_nid: NUMA_NO_NODE,
        status_change_nid_normal: NUMA_NO_NODE,
      };

      if (k.systemRamPages(start_pfn, nr_pages) !== nr_pages) return -EINVAL;

      const zone = k.zoneToOffline(start_pfn, end_pfn, mem);
      if (zone === null) return -EINVAL;

      k.zone_pcp_disable(zone);
      let ret = k.start_isolate_page_range(buddy_start_pfn, end_pfn);
      if (ret) {
        k.witness('offline_pages: failure to isolate');
        k.zone_pcp_enable(zone);
        return ret;
      }

      k.node_states_check_changes_offline(nr_pages, zone, arg);
      ret = k.memory_notify('MEM_GOING_OFFLINE', arg);
      if (!ret) ret = k.emptyIsolatedRange(buddy_start_pfn, end_pfn);
      if (ret) {
        k.undo_isolate_page_range(buddy_start_pfn, end_pfn);
        k.memory_notify('MEM_CANCEL_OFFLINE', arg);
        k.zone_pcp_enable(zone);
        return ret;
      }

      k.__offline_isolated_pages(start_pfn, end_pfn, buddy_start_pfn);
      k.adjustIsolatedPageblocks(zone, -buddy_nr_pages / pageblockPages);
      k.zone_pcp_enable(zone);

      k.adjust_managed_page_count(zone, -buddy_nr_pages);
      k.adjust_present_page_count(start_pfn, group, -nr_pages);
      k.zoneAndNodeTeardown(zone, arg);

      k.memory_notify('MEM_OFFLINE', arg);
      k.remove_pfn_range_from_zone(zone, start_pfn, nr_pages);
      return 0;
    },

    __offline_isolated_pages(start_pfn, end_pfn, buddy_start_pfn) {
      // The sections that go offline are the whole block's; the free pages begin behind the vmemmap.
      k.offline_mem_sections(start_pfn, end_pfn);
      k.unlinkIsolatedPages(buddy_start_pfn, end_pfn);
    },
  }),
});
