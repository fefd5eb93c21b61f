/**
 * Oscar Salvador's special case: online_pages() and offline_pages() are told how many pages at the head of the block
 * hold its vmemmap, and handle them beside the rest.
 */
import { type BlockAction, defineDesign, IS_ALIGNED, type OnlineType } from '../../harness/design.ts';
import { memmapInUse } from '../shared/memmap_in_use.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';

interface Changed {
  memory_block_action(
    start_section_nr: number,
    action: BlockAction,
    online_type: OnlineType,
    nid: number,
    nr_vmemmap_pages: number,
  ): number;
  online_pages(pfn: number, nr_pages: number, nr_vmemmap_pages: number, online_type: OnlineType, nid: number): number;
  online_pages_range(start_pfn: number, nr_pages: number, buddy_start_pfn: number): void;
  offline_pages(start_pfn: number, nr_pages: number, nr_vmemmap_pages: number): number;
  __offline_isolated_pages(start_pfn: number, end_pfn: number, buddy_start_pfn: number): void;
}

export default defineDesign<Changed, MemmapOnMemory>({
  id: 'oscar',
  revision: 'v5',
  title: 'nr_vmemmap_pages threaded through online_pages() and offline_pages()',
  provenance: 'posted',
  source: { messageId: '20210319092635.6214-2-osalvador@suse.de', series: 'v5 1/5' },
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  isDefault: true,
  family: 'oscar',
  over: [memmapOnMemory],
  patch: (k, _base, hunk) => ({
    actOnBlock: (mem, action) =>
      k.memory_block_action(mem.start_section_nr, action, mem.online_type, mem.nid, mem.nr_vmemmap_pages),

    memory_block_action(start_section_nr, action, online_type, nid, nr_vmemmap_pages) {
      const start_pfn = start_section_nr * k.machine.pagesPerSection;
      const nr_pages = k.machine.pagesPerBlock;
      return action === 'MEM_ONLINE'
        ? k.online_pages(start_pfn, nr_pages, nr_vmemmap_pages, online_type, nid)
        : k.offline_pages(start_pfn, nr_pages, nr_vmemmap_pages);
    },

    online_pages(pfn, nr_pages, nr_vmemmap_pages, online_type, nid) {
      const { pageblockPages } = k.machine;
      const buddy_start_pfn = pfn + nr_vmemmap_pages;
      const buddy_nr_pages = nr_pages - nr_vmemmap_pages;
      return hunk('online_pages', {
        move_pfn_range_to_zone(zone) {
          if (nr_vmemmap_pages) k.move_pfn_range_to_zone(zone, pfn, nr_vmemmap_pages, 'UNMOVABLE');
          memmapInUse(k, pfn, nr_vmemmap_pages);
          k.move_pfn_range_to_zone(zone, buddy_start_pfn, buddy_nr_pages, 'ISOLATE');
        },
        adjustIsolatedPageblocks: (zone) => k.adjustIsolatedPageblocks(zone, buddy_nr_pages / pageblockPages),
        online_pages_range: () => k.online_pages_range(pfn, nr_pages, buddy_start_pfn),
        undo_isolate_page_range: () => k.undo_isolate_page_range(buddy_start_pfn, buddy_start_pfn + buddy_nr_pages),
      })(pfn, nr_pages, online_type, nid);
    },

    online_pages_range(start_pfn, nr_pages, buddy_start_pfn) {
      const { pageblockPages, maxOrder } = k.machine;
      const end_pfn = start_pfn + nr_pages;
      let pfn = buddy_start_pfn;
      k.VM_BUG_ON(!IS_ALIGNED(pfn, pageblockPages), `!IS_ALIGNED(${pfn}, pageblock_nr_pages)`);
      for (; pfn < end_pfn && !IS_ALIGNED(pfn, 2 ** maxOrder); pfn += pageblockPages)
        k.generic_online_page(pfn, Math.log2(pageblockPages));
      // In chunks of the largest order, all of them in one call.
      if (pfn < end_pfn) k.generic_online_page(pfn, maxOrder, Math.ceil((end_pfn - pfn) / 2 ** maxOrder));
      k.online_mem_sections(start_pfn, end_pfn);
    },

    offline_pages(start_pfn, nr_pages, nr_vmemmap_pages) {
      const { pageblockPages } = k.machine;
      const end_pfn = start_pfn + nr_pages;
      const buddy_start_pfn = start_pfn + nr_vmemmap_pages;
      const buddy_nr_pages = nr_pages - nr_vmemmap_pages;
      return hunk('offline_pages', {
        start_isolate_page_range: () => k.start_isolate_page_range(buddy_start_pfn, end_pfn),
        emptyIsolatedRange: () => k.emptyIsolatedRange(buddy_start_pfn, end_pfn),
        undo_isolate_page_range: () => k.undo_isolate_page_range(buddy_start_pfn, end_pfn),
        __offline_isolated_pages: () => k.__offline_isolated_pages(start_pfn, end_pfn, buddy_start_pfn),
        adjustIsolatedPageblocks: (zone) => k.adjustIsolatedPageblocks(zone, -buddy_nr_pages / pageblockPages),
        adjust_managed_page_count: (zone) => k.adjust_managed_page_count(zone, -buddy_nr_pages),
      })(start_pfn, nr_pages);
    },

    __offline_isolated_pages(start_pfn, end_pfn, buddy_start_pfn) {
      k.offline_mem_sections(start_pfn, end_pfn);
      k.unlinkIsolatedPages(buddy_start_pfn, end_pfn);
    },
  }),
});
