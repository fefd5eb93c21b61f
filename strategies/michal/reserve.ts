/**
 * Michal Hocko's reservation, as his mail means it: whoever reserves the vmemmap accounts for it. The pages are
 * initialised and counted at hot-add, in ZONE_NORMAL, and stay there until removal; onlining and offlining are handed
 * the rest of the block and know nothing of them.
 */
import {
  type BlockAction,
  defineDesign,
  IS_ALIGNED,
  type memory_block,
  type OnlineType,
  ZONE_NORMAL,
} from '../../harness/design.ts';
import { memmapInUse } from '../shared/memmap_in_use.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';

export interface Reserve {
  memory_block_action(
    start_section_nr: number,
    action: BlockAction,
    online_type: OnlineType,
    nid: number,
    nr_vmemmap_pages: number,
  ): number;
  /** The vmemmap pages join ZONE_NORMAL and are present there. */
  reserveVmemmapSpace(nid: number, pfn: number, nr_pages: number): void;
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
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  family: 'michal',
  order: 3,
  over: [memmapOnMemory],
  patch: (k, _base, hunk) => ({
    reserveVmemmapSpace(nid, pfn, nr_pages) {
      const zone = k.NODE_DATA(nid).node_zones[ZONE_NORMAL];
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      memmapInUse(k, pfn, nr_pages);
      zone.present_pages += nr_pages;
      k.NODE_DATA(nid).node_present_pages += nr_pages;
    },

    unaccount_vmemmap_space(mem) {
      const pgdat = k.NODE_DATA(mem.nid);
      const zone = pgdat.node_zones[ZONE_NORMAL];
      zone.present_pages -= mem.nr_vmemmap_pages;
      pgdat.node_present_pages -= mem.nr_vmemmap_pages;
      k.remove_pfn_range_from_zone(zone, mem.start_section_nr * k.machine.pagesPerSection, mem.nr_vmemmap_pages);
    },

    addRangeAndBlocks: (nid, start_pfn, nr_pages, mhp_flags) =>
      hunk('addRangeAndBlocks', {
        create_memory_block_devices(start, nr, vmemmap_pages) {
          if (vmemmap_pages) k.reserveVmemmapSpace(nid, start, vmemmap_pages);
          return k.create_memory_block_devices(start, nr, vmemmap_pages);
        },
      })(nid, start_pfn, nr_pages, mhp_flags),

    try_remove_memory: (start_pfn, nr_pages) =>
      hunk('try_remove_memory', {
        remove_memory_block_devices(start, nr) {
          if (k.mhp_memmap_on_memory()) {
            // From where block devices go under the lock, it is held here.
            if (!k.release.removesDevicesLocked) k.mem_hotplug_begin();
            k.walk_memory_blocks(start, nr, (mem) => {
              if (mem.nr_vmemmap_pages) k.unaccount_vmemmap_space(mem);
              return 0;
            });
            if (!k.release.removesDevicesLocked) k.mem_hotplug_done();
          }
          k.remove_memory_block_devices(start, nr);
        },
      })(start_pfn, nr_pages),

    actOnBlock: (mem, action) =>
      k.memory_block_action(mem.start_section_nr, action, mem.online_type, mem.nid, mem.nr_vmemmap_pages),

    memory_block_action(start_section_nr, action, online_type, nid, nr_vmemmap_pages) {
      const start_pfn = start_section_nr * k.machine.pagesPerSection + nr_vmemmap_pages;
      const nr_pages = k.machine.pagesPerBlock - nr_vmemmap_pages;
      return action === 'MEM_ONLINE'
        ? k.online_pages(start_pfn, nr_pages, online_type, nid)
        : k.offline_pages(start_pfn, nr_pages);
    },

    // The section-alignment checks are deleted, not relaxed.
    checkOnlineRange: () => 0,

    online_pages_range(start_pfn, nr_pages) {
      const { pageblockPages, maxOrder } = k.machine;
      const end_pfn = start_pfn + nr_pages;
      let pfn = start_pfn;
      k.VM_BUG_ON(!IS_ALIGNED(pfn, pageblockPages), `!IS_ALIGNED(${pfn}, pageblock_nr_pages)`);
      for (; pfn < end_pfn && !IS_ALIGNED(pfn, 2 ** maxOrder); pfn += pageblockPages)
        k.generic_online_page(pfn, Math.log2(pageblockPages));
      // In chunks of the largest order, all of them in one call.
      if (pfn < end_pfn) k.generic_online_page(pfn, maxOrder, Math.ceil((end_pfn - pfn) / 2 ** maxOrder));
      k.online_mem_sections(start_pfn, end_pfn);
    },
  }),
});
