/**
 * The final shape two revisions early, as quoted in the reviews of Apr 16: the helper touches the range before it has a
 * shadow, and takes the range from its zone while its full sections are still online.
 */
import { ALIGN_DOWN, defineDesign, EINVAL, IS_ALIGNED } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import type { Helpers } from './v10.ts';
import { holeCheck, underLock } from './v10_repairs.ts';

export default defineDesign<Helpers, MemmapOnMemory>({
  id: 'david',
  revision: 'v8',
  title: 'the helpers before their order was set right',
  provenance: 'posted',
  source: { messageId: '20210416102153.8794-5-osalvador@suse.de', series: 'v8 4/8' },
  on: ['linux@5.12'],
  family: 'david',
  order: 6,
  over: [memmapOnMemory],
  mends: [underLock, holeCheck],
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
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) {
        k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
        return ret;
      }
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      return 0;
    },

    mhp_deinit_memmap_on_memory(pfn, nr_pages) {
      const { pagesPerSection } = k.machine;
      k.remove_pfn_range_from_zone(k.page_zone(k.pfn_to_page(pfn)), pfn, nr_pages);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
      if (nr_pages >= pagesPerSection) k.offline_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
    },

    online_pages: (pfn, nr_pages, zone) => hunk('online_pages', { zone_for_pfn_range: () => zone })(pfn, nr_pages),

    checkOnlineRange(pfn, nr_pages) {
      const { pageblockPages, pagesPerSection } = k.machine;
      return nr_pages && IS_ALIGNED(pfn, pageblockPages) && IS_ALIGNED(pfn + nr_pages, pagesPerSection) ? 0 : -EINVAL;
    },

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
