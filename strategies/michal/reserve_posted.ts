/**
 * Michal Hocko's quick hack, literally: the reservation comes before arch_add_memory(), takes the whole block and adds
 * nothing to the present pages; removal walks the memory blocks after they are gone.
 */
import {
  defineDesign,
  EBUSY,
  EINVAL,
  MHP_MEMMAP_ON_MEMORY,
  type memory_block,
  NUMA_NO_NODE,
  new_altmap,
  type vmem_altmap,
  ZONE_NORMAL,
  type Zone,
  zone_to_nid,
} from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { offsetBlock } from '../shared/offset_block.ts';
import { freeWithPageblockLeadIn } from '../shared/pageblock_lead_in.ts';
import { reservationRepairs } from './reserve_posted_repairs.ts';

export interface Posted {
  /** Takes the range into ZONE_NORMAL and fills in the altmap. */
  reserve_vmmemmap_space(nid: number, pfn: number, nr_pages: number, altmap: vmem_altmap): void;
  /** Ours, cut out of it: how many of a block's pages are taken. */
  reservedPages(nr_pages: number): number;
  /** Ours: what becomes present with the range, signed as the number of pages. */
  account_reserved(zone: Zone, nr_pages: number): void;
  /** Ours, cut out of add_memory_resource(): the range is reserved and added. */
  reserve_and_add(nid: number, start_pfn: number, nr_pages: number, altmap: vmem_altmap): number;
  unaccount_vmemmap_space(mem: memory_block): void;
  /** Ours, cut out of it: what is taken off for the vmemmap pages. */
  take_off_counters(zone: Zone, nr_pages: number): void;
  /** Callback of the walk over the memory blocks that are being removed. */
  remove_memory_block_cb(mem: memory_block): number;
  /** Ours, cut out of try_remove_memory(): devices and memory of a range go. */
  remove_blocks(start_pfn: number, nr_pages: number): void;
}

export default defineDesign<Posted, MemmapOnMemory>({
  id: 'michal',
  revision: 'reserve-posted',
  title: 'the reservation as posted',
  provenance: 'posted',
  source: { messageId: 'YFtPxH0CT5QZsnR1@dhcp22.suse.cz' },
  on: ['linux@5.12'],
  family: 'michal',
  order: 2,
  over: [memmapOnMemory],
  mends: reservationRepairs,
  replaces: {
    addRangeAndBlocks: '3f1d81d597',
    try_remove_memory: '1806b86de4',
    memory_block_online: '8a065ac380',
    memory_block_offline: 'e1cf0bcef7',
    checkOnlineRange: 'a07a9985e0',
    online_pages_range: '7f469a42aa',
  },
  patch: (k) => ({
    reserve_vmmemmap_space(nid, pfn, nr_pages, altmap) {
      const zone = k.NODE_DATA(nid).node_zones[ZONE_NORMAL];
      altmap.free = nr_pages;
      altmap.base_pfn = pfn;
      const reserved = k.reservedPages(nr_pages);
      k.move_pfn_range_to_zone(zone, pfn, reserved, 'UNMOVABLE');
      k.account_reserved(zone, reserved);
    },

    // The length is the block's, not the vmemmap's.
    reservedPages: (nr_pages) => nr_pages,

    account_reserved: () => undefined,

    unaccount_vmemmap_space(mem) {
      const zone = k.NODE_DATA(mem.nid).node_zones[ZONE_NORMAL];
      const nr_pages = mem.nr_vmemmap_pages;
      k.take_off_counters(zone, nr_pages);
      k.remove_pfn_range_from_zone(zone, mem.id * k.machine.pagesPerBlock, nr_pages);
    },

    take_off_counters(zone, nr_pages) {
      // Neither was added.
      k.adjust_managed_page_count(zone, -nr_pages);
      zone.present_pages -= nr_pages;
      k.NODE_DATA(zone_to_nid(zone)).node_present_pages -= nr_pages;
    },

    reserve_and_add(nid, start_pfn, nr_pages, altmap) {
      // The struct pages are not mapped yet.
      k.reserve_vmmemmap_space(nid, start_pfn, nr_pages, altmap);
      return k.arch_add_memory(nid, start_pfn, nr_pages, altmap);
    },

    addRangeAndBlocks(nid, start_pfn, nr_pages, mhp_flags, group) {
      let altmap: vmem_altmap | null = null;
      if (mhp_flags & MHP_MEMMAP_ON_MEMORY) {
        if (!k.mhp_supports_memmap_on_memory(nr_pages)) return -EINVAL;
        altmap = new_altmap({});
      }

      const ret = altmap
        ? k.reserve_and_add(nid, start_pfn, nr_pages, altmap)
        : k.arch_add_memory(nid, start_pfn, nr_pages, null);
      if (ret < 0) return ret;
      const err = k.create_memory_block_devices(start_pfn, nr_pages, altmap ? altmap.alloc : 0, group, null);
      if (err) k.removeAfterFailedAdd(start_pfn, nr_pages, altmap);
      return err;
    },

    remove_memory_block_cb(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      let altmap: vmem_altmap | null = null;
      if (mem.nr_vmemmap_pages) {
        altmap = new_altmap({ alloc: mem.nr_vmemmap_pages });
        k.unaccount_vmemmap_space(mem);
      }
      k.arch_remove_memory(start_pfn, k.machine.pagesPerBlock, altmap);
      return 0;
    },

    try_remove_memory(start_pfn, nr_pages) {
      if (k.check_hotplug_memory_range(start_pfn, nr_pages)) k.oops('BUG_ON(check_hotplug_memory_range(start, size))');
      let nid = NUMA_NO_NODE;
      const rc = k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        nid = mem.nid;
        return mem.state === 'MEM_OFFLINE' ? 0 : -EBUSY;
      });
      if (rc) return rc;

      k.remove_blocks(start_pfn, nr_pages);
      k.release_memory_resource(start_pfn, nr_pages);
      if (nid !== NUMA_NO_NODE) k.try_offline_node(nid);
      k.mem_hotplug_done();
      return 0;
    },

    remove_blocks(start_pfn, nr_pages) {
      k.remove_memory_block_devices(start_pfn, nr_pages);
      k.mem_hotplug_begin();
      if (!k.mhp_memmap_on_memory()) k.arch_remove_memory(start_pfn, nr_pages, null);
      // No block is left to be walked: the callback never runs.
      else k.walk_memory_blocks(start_pfn, nr_pages, k.remove_memory_block_cb);
    },

    ...offsetBlock(k),

    checkOnlineRange: () => 0,

    online_pages_range(start_pfn, nr_pages) {
      freeWithPageblockLeadIn(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
