/**
 * The helpers of v6 with the fixup of the same day, posted again as v7: memory_block_online() and
 * memory_block_offline() with vmemmap_init_space(), vmemmap_adjust_pages() and vmemmap_deinit_space().
 */
import {
  __ffs,
  ALIGN_DOWN,
  type BlockAction,
  defineDesign,
  EINVAL,
  IS_ALIGNED,
  type memory_block,
  type OnlineType,
} from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';

export interface Spaces {
  memory_block_action(mem: memory_block, action: BlockAction): number;
  memory_block_online(mem: memory_block): number;
  memory_block_offline(mem: memory_block): number;
  vmemmap_init_space(pfn: number, nr_pages: number, nid: number, online_type: OnlineType): number;
  /** present pages of the zone that the vmemmap pages link to. Signed. */
  vmemmap_adjust_pages(pfn: number, nr_pages: number): void;
  vmemmap_deinit_space(pfn: number, nr_pages: number): void;
}

export default defineDesign<Spaces, MemmapOnMemory>({
  id: 'david',
  revision: 'v7',
  title: 'the helpers with a zone of their own choice and present pages added up front',
  provenance: 'reconstructed',
  source: { messageId: '20210408121804.10440-5-osalvador@suse.de', series: 'v7 4/8' },
  repairs: [
    'memory_block_online() and vmemmap_deinit_space() are as quoted and posted; vmemmap_init_space() is as the changelog and its successor in v8 have it',
    'vmemmap_init_space() chooses the zone by the vmemmap range and adds the present pages, as its error path suggests',
  ],
  on: ['linux@5.12'],
  family: 'david',
  order: 4,
  over: [memmapOnMemory],
  patch: (k) => ({
    actOnBlock: (mem, action) => k.memory_block_action(mem, action),

    memory_block_action: (mem, action) =>
      action === 'MEM_ONLINE' ? k.memory_block_online(mem) : k.memory_block_offline(mem),

    vmemmap_init_space(pfn, nr_pages, nid, online_type) {
      const { pagesPerSection } = k.machine;
      const zone = k.zone_for_pfn_range(online_type, nid, pfn, nr_pages);
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) {
        k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
        return ret;
      }
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      k.vmemmap_adjust_pages(pfn, nr_pages);
      return 0;
    },

    vmemmap_adjust_pages(pfn, nr_pages) {
      k.adjust_present_page_count(k.page_zone(k.pfn_to_page(pfn)), nr_pages);
    },

    vmemmap_deinit_space(pfn, nr_pages) {
      const { pagesPerSection } = k.machine;
      k.remove_pfn_range_from_zone(k.page_zone(k.pfn_to_page(pfn)), pfn, nr_pages);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
      if (nr_pages >= pagesPerSection) k.offline_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
    },

    memory_block_online(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      const nr_pages = k.machine.pagesPerBlock;
      const { nr_vmemmap_pages, online_type, nid } = mem;
      if (nr_vmemmap_pages) {
        const ret = k.vmemmap_init_space(start_pfn, nr_vmemmap_pages, nid, online_type);
        if (ret) return ret;
      }
      const ret = k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, online_type, nid);
      if (ret && nr_vmemmap_pages) {
        k.vmemmap_adjust_pages(start_pfn, -nr_vmemmap_pages);
        k.vmemmap_deinit_space(start_pfn, nr_vmemmap_pages);
      }
      return ret;
    },

    memory_block_offline(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      const nr_pages = k.machine.pagesPerBlock;
      const { nr_vmemmap_pages } = mem;
      if (nr_vmemmap_pages) k.vmemmap_adjust_pages(start_pfn, -nr_vmemmap_pages);
      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages);
      if (nr_vmemmap_pages) {
        if (ret) k.vmemmap_adjust_pages(start_pfn, nr_vmemmap_pages);
        else k.vmemmap_deinit_space(start_pfn, nr_vmemmap_pages);
      }
      return ret;
    },

    checkOnlineRange(pfn, nr_pages) {
      const { pageblockPages, pagesPerSection } = k.machine;
      return nr_pages && IS_ALIGNED(pfn, pageblockPages) && IS_ALIGNED(pfn + nr_pages, pagesPerSection) ? 0 : -EINVAL;
    },

    online_pages_range(start_pfn, nr_pages) {
      const { maxOrder } = k.machine;
      const end_pfn = start_pfn + nr_pages;
      for (let pfn = start_pfn; pfn < end_pfn; ) {
        const order = Math.min(maxOrder, __ffs(pfn));
        // From the first chunk of the largest order on all are, and go in one call.
        const chunks = order === maxOrder ? Math.ceil((end_pfn - pfn) / 2 ** order) : 1;
        k.generic_online_page(pfn, order, chunks);
        pfn += chunks * 2 ** order;
      }
      k.online_mem_sections(start_pfn, end_pfn);
    },
  }),
});
