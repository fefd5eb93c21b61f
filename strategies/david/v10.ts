/**
 * David Hildenbrand's memory_block_online() and memory_block_offline() helpers, written by Oscar Salvador, as merged
 * for v5.13: the vmemmap pages are initialised and accounted around online_pages() and offline_pages().
 */
import {
  __ffs,
  ALIGN_DOWN,
  type BlockAction,
  defineDesign,
  EINVAL,
  IS_ALIGNED,
  type memory_block,
  type Zone,
} from '../../harness/design.ts';
import { memmapInUse } from '../shared/memmap_in_use.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { v10Repairs } from './v10_repairs.ts';

export interface Helpers {
  memory_block_action(mem: memory_block, action: BlockAction): number;
  memory_block_online(mem: memory_block): number;
  memory_block_offline(mem: memory_block): number;
  /** Errors: -ENOMEM, without anything done. */
  mhp_init_memmap_on_memory(pfn: number, nr_pages: number, zone: Zone): number;
  mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number): void;
  online_pages(pfn: number, nr_pages: number, zone: Zone): number;
}

export default defineDesign<Helpers, MemmapOnMemory>({
  id: 'david',
  revision: 'v10',
  title: 'helpers around online_pages() and offline_pages() prepare and account the vmemmap',
  provenance: 'posted',
  source: { messageId: '20210421102701.25051-5-osalvador@suse.de', series: 'v10 4/8', commit: 'a08a2ae34613' },
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  isDefault: true,
  family: 'david',
  order: 8,
  over: [memmapOnMemory],
  mends: v10Repairs,
  patch: (k, _base, hunk) => ({
    actOnBlock: (mem, action) => k.memory_block_action(mem, action),

    memory_block_action: (mem, action) =>
      action === 'MEM_ONLINE' ? k.memory_block_online(mem) : k.memory_block_offline(mem),

    memory_block_online(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      const nr_pages = k.machine.pagesPerBlock;
      const { nr_vmemmap_pages } = mem;

      const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, start_pfn, nr_pages);
      if (nr_vmemmap_pages) {
        const ret = k.mhp_init_memmap_on_memory(start_pfn, nr_vmemmap_pages, zone);
        if (ret) return ret;
      }

      const ret = k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, zone);
      if (ret) {
        if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
        return ret;
      }

      if (nr_vmemmap_pages) k.adjust_present_page_count(zone, nr_vmemmap_pages);
      return 0;
    },

    memory_block_offline(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      const nr_pages = k.machine.pagesPerBlock;
      const { nr_vmemmap_pages } = mem;

      const zone = k.page_zone(k.pfn_to_page(start_pfn));
      if (nr_vmemmap_pages) k.adjust_present_page_count(zone, -nr_vmemmap_pages);

      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages);
      if (ret) {
        if (nr_vmemmap_pages) k.adjust_present_page_count(zone, nr_vmemmap_pages);
        return ret;
      }

      if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
      return 0;
    },

    mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
      const { pagesPerSection } = k.machine;
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) return ret;
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      memmapInUse(k, pfn, nr_pages);
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      return 0;
    },

    mhp_deinit_memmap_on_memory(pfn, nr_pages) {
      const { pagesPerSection } = k.machine;
      if (nr_pages >= pagesPerSection) k.offline_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      k.remove_pfn_range_from_zone(k.page_zone(k.pfn_to_page(pfn)), pfn, nr_pages);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
    },

    online_pages: (pfn, nr_pages, zone) => hunk('online_pages', { zone_for_pfn_range: () => zone })(pfn, nr_pages),

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
