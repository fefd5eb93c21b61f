/**
 * Michal Hocko's reservation, as his mail means it: whoever reserves the vmemmap accounts for it. The pages are
 * initialised and counted at hot-add, in ZONE_NORMAL, and stay there until removal; onlining and offlining are handed
 * the rest of the block and know nothing of them.
 */
import { defineDesign, type memory_block, ZONE_NORMAL } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { offsetBlock } from '../shared/offset_block.ts';
import { freeWithPageblockLeadIn } from '../shared/pageblock_lead_in.ts';

export interface Reserve {
  /** The vmemmap pages join ZONE_NORMAL and are present there. */
  reserve_vmemmap_space(nid: number, pfn: number, nr_pages: number): void;
  unaccount_vmemmap_space(mem: memory_block): void;
}

export default defineDesign<Reserve, MemmapOnMemory>({
  id: 'michal',
  revision: 'reserve',
  title: 'vmemmap reserved and accounted at hot-add, in ZONE_NORMAL',
  provenance: 'repaired',
  source: { messageId: 'YFtPxH0CT5QZsnR1@dhcp22.suse.cz' },
  repairs: [
    'reserves the vmemmap pages, not the whole block',
    'reserves after arch_add_memory(), when the struct pages are mapped',
    'adds the vmemmap pages to the present pages, and takes off what it added',
    'un-reserves before the block devices go, when the blocks can still be found',
    'keeps the refusal to remove several blocks at once',
  ],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 3,
  over: [memmapOnMemory],
  replaces: {
    addRangeAndBlocks: '3f1d81d597',
    remove_memory_block_devices: 'b215674acf',
    memory_block_online: '8a065ac380',
    memory_block_offline: 'e1cf0bcef7',
    checkOnlineRange: 'a07a9985e0',
    online_pages_range: '7f469a42aa',
  },
  patch: (k, base) => ({
    reserve_vmemmap_space(nid, pfn, nr_pages) {
      const zone = k.NODE_DATA(nid).node_zones[ZONE_NORMAL];
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      zone.present_pages += nr_pages;
      k.NODE_DATA(nid).node_present_pages += nr_pages;
    },

    unaccount_vmemmap_space(mem) {
      const pgdat = k.NODE_DATA(mem.nid);
      const zone = pgdat.node_zones[ZONE_NORMAL];
      zone.present_pages -= mem.nr_vmemmap_pages;
      pgdat.node_present_pages -= mem.nr_vmemmap_pages;
      k.remove_pfn_range_from_zone(zone, mem.id * k.machine.pagesPerBlock, mem.nr_vmemmap_pages);
    },

    addRangeAndBlocks(nid, start_pfn, nr_pages, mhp_flags, group) {
      const altmap = k.altmapForAdd(start_pfn, nr_pages, mhp_flags);
      if (typeof altmap === 'number') return altmap;

      const ret = k.arch_add_memory(nid, start_pfn, nr_pages, altmap);
      if (ret < 0) return ret;
      if (altmap) k.reserve_vmemmap_space(nid, start_pfn, altmap.alloc);

      const err = k.create_memory_block_devices(start_pfn, nr_pages, altmap ? altmap.alloc : 0, group, null);
      if (err) k.removeAfterFailedAdd(start_pfn, nr_pages, altmap);
      return err;
    },

    remove_memory_block_devices(start_pfn, nr_pages) {
      if (k.mhp_memmap_on_memory()) {
        const locked = k.locks.includes('mem_hotplug_lock');
        if (!locked) k.mem_hotplug_begin();
        k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
          if (mem.nr_vmemmap_pages) k.unaccount_vmemmap_space(mem);
          return 0;
        });
        if (!locked) k.mem_hotplug_done();
      }
      base.remove_memory_block_devices(start_pfn, nr_pages);
    },

    ...offsetBlock(k),

    // The section-alignment checks are deleted, not relaxed.
    checkOnlineRange: () => 0,

    online_pages_range(start_pfn, nr_pages) {
      freeWithPageblockLeadIn(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
