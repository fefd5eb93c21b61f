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
} from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { offsetBlock } from '../shared/offset_block.ts';
import { freeWithPageblockLeadIn } from '../shared/pageblock_lead_in.ts';

interface Posted {
  /** Takes the range into ZONE_NORMAL and fills in the altmap. */
  reserve_vmmemmap_space(nid: number, pfn: number, nr_pages: number, altmap: vmem_altmap): void;
  unaccount_vmemmap_space(mem: memory_block): void;
  /** Callback of the walk over the memory blocks that are being removed. */
  remove_memory_block_cb(mem: memory_block): number;
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
  replaces: {
    add_range_and_blocks: 'b553e18526',
    try_remove_memory: '95bc5fa977',
    memory_block_online: '8a065ac380',
    memory_block_offline: 'e1cf0bcef7',
    check_online_range: 'a8269bcc02',
    online_pages_range: '7f469a42aa',
  },
  patch: (k) => ({
    reserve_vmmemmap_space(nid, pfn, nr_pages, altmap) {
      const zone = k.NODE_DATA(nid).node_zones[ZONE_NORMAL];
      altmap.free = nr_pages;
      altmap.base_pfn = pfn;
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
    },

    unaccount_vmemmap_space(mem) {
      const pgdat = k.NODE_DATA(mem.nid);
      const zone = pgdat.node_zones[ZONE_NORMAL];
      const nr_pages = mem.nr_vmemmap_pages;
      k.adjust_managed_page_count(zone, -nr_pages);
      zone.present_pages -= nr_pages;
      pgdat.node_present_pages -= nr_pages;
      k.remove_pfn_range_from_zone(zone, mem.id * k.machine.pagesPerBlock, nr_pages);
    },

    add_range_and_blocks(nid, start_pfn, nr_pages, mhp_flags, group) {
      let altmap: vmem_altmap | null = null;
      if (mhp_flags & MHP_MEMMAP_ON_MEMORY) {
        if (!k.mhp_supports_memmap_on_memory(nr_pages)) return -EINVAL;
        altmap = new_altmap({});
        // The struct pages are not mapped yet, and the length is the block's, not the vmemmap's.
        k.reserve_vmmemmap_space(nid, start_pfn, nr_pages, altmap);
      }

      const ret = k.arch_add_memory(nid, start_pfn, nr_pages, altmap);
      if (ret < 0) return ret;
      const err = k.create_memory_block_devices(start_pfn, nr_pages, altmap ? altmap.alloc : 0, group, null);
      if (err) k.arch_remove_memory(start_pfn, nr_pages, null);
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

      k.remove_memory_block_devices(start_pfn, nr_pages);
      k.mem_hotplug_begin();
      if (!k.mhp_memmap_on_memory()) k.arch_remove_memory(start_pfn, nr_pages, null);
      // No block is left to be walked: the callback never runs.
      else k.walk_memory_blocks(start_pfn, nr_pages, k.remove_memory_block_cb);
      k.release_memory_resource(start_pfn, nr_pages);
      if (nid !== NUMA_NO_NODE) k.try_offline_node(nid);
      k.mem_hotplug_done();
      return 0;
    },

    ...offsetBlock(k),

    check_online_range: () => 0,

    online_pages_range(start_pfn, nr_pages) {
      freeWithPageblockLeadIn(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
