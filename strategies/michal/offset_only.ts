/**
 * Michal Hocko's first suggestion taken at its word: the caller moves the start by the vmemmap pages and shortens the
 * length, and nothing else is done about them.
 */
import { type BlockAction, defineDesign, EINVAL, IS_ALIGNED, type OnlineType } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';

interface Offset {
  memory_block_action(
    start_section_nr: number,
    action: BlockAction,
    online_type: OnlineType,
    nid: number,
    nr_vmemmap_pages: number,
  ): number;
}

export default defineDesign<Offset, MemmapOnMemory>({
  id: 'michal',
  revision: 'offset-only',
  title: 'pfn and nr_pages offset by the caller, nothing else',
  provenance: 'reconstructed',
  source: { messageId: 'YFm+7ifpyzm6eNy8@dhcp22.suse.cz' },
  repairs: [
    'online_pages() accepts a start on a pageblock boundary, else nothing comes online',
    'the range is freed from pageblocks up to the first largest chunk, as in v5',
  ],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 1,
  over: [memmapOnMemory],
  patch: (k) => ({
    actOnBlock: (mem, action) =>
      k.memory_block_action(mem.start_section_nr, action, mem.online_type, mem.nid, mem.nr_vmemmap_pages),

    memory_block_action(start_section_nr, action, online_type, nid, nr_vmemmap_pages) {
      const start_pfn = start_section_nr * k.machine.pagesPerSection + nr_vmemmap_pages;
      const nr_pages = k.machine.pagesPerBlock - nr_vmemmap_pages;
      return action === 'MEM_ONLINE'
        ? k.online_pages(start_pfn, nr_pages, online_type, nid)
        : k.offline_pages(start_pfn, nr_pages);
    },

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
