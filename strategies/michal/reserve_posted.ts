/**
 * Michal Hocko's quick hack, literally: the reservation comes before arch_add_memory(), takes the whole block and adds
 * nothing to the present pages; removal walks the memory blocks after they are gone.
 */
import {
  type BlockAction,
  defineDesign,
  EINVAL,
  IS_ALIGNED,
  MHP_MEMMAP_ON_MEMORY,
  type memory_block,
  new_altmap,
  type OnlineType,
  type vmem_altmap,
  ZONE_NORMAL,
} from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { reservationRepairs } from './reserve_posted_repairs.ts';

export interface Posted {
  /** Takes the range into ZONE_NORMAL and fills in the altmap. */
  reserve_vmmemmap_space(nid: number, pfn: number, nr_pages: number, altmap: vmem_altmap): void;
  unaccount_vmemmap_space(mem: memory_block): void;
  /** Callback of the walk over the memory blocks that are being removed. */
  remove_memory_block_cb(mem: memory_block): number;
  memory_block_action(
    start_section_nr: number,
    action: BlockAction,
    online_type: OnlineType,
    nid: number,
    nr_vmemmap_pages: number,
  ): number;
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
  patch: (k, _base, hunk) => ({
    reserve_vmmemmap_space(nid, pfn, nr_pages, altmap) {
      altmap.free = nr_pages;
      altmap.base_pfn = pfn;
      const zone = k.NODE_DATA(nid).node_zones[ZONE_NORMAL];
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
    },

    unaccount_vmemmap_space(mem) {
      const pgdat = k.NODE_DATA(mem.nid);
      const zone = pgdat.node_zones[ZONE_NORMAL];
      k.adjust_managed_page_count(zone, -mem.nr_vmemmap_pages);
      zone.present_pages -= mem.nr_vmemmap_pages;
      pgdat.node_present_pages -= mem.nr_vmemmap_pages;
      k.remove_pfn_range_from_zone(zone, mem.start_section_nr * k.machine.pagesPerSection, mem.nr_vmemmap_pages);
    },

    altmapForAdd(nid, start_pfn, nr_pages, mhp_flags) {
      if (!(mhp_flags & MHP_MEMMAP_ON_MEMORY)) return null;
      if (!k.mhp_supports_memmap_on_memory(nr_pages)) return -EINVAL;
      const altmap = new_altmap({});
      k.reserve_vmmemmap_space(nid, start_pfn, nr_pages, altmap);
      return altmap;
    },

    remove_memory_block_cb(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      let altmap: vmem_altmap | null = null;
      if (mem.nr_vmemmap_pages) {
        altmap = new_altmap({ alloc: mem.nr_vmemmap_pages });
        k.unaccount_vmemmap_space(mem);
      }
      k.arch_remove_memory(start_pfn, k.machine.pagesPerBlock, altmap);
      return 0;
    },

    try_remove_memory: (start_pfn, nr_pages) =>
      hunk('try_remove_memory', {
        altmapForRemoval: () => null,
        arch_remove_memory(start, nr) {
          if (!k.mhp_memmap_on_memory()) k.arch_remove_memory(start, nr, null);
          else k.walk_memory_blocks(start, nr, k.remove_memory_block_cb);
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
