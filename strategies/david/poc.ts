/**
 * Oscar Salvador's proof of concept for the helpers, repaired just enough to run. Its counters, its second choice of a
 * zone, its empty error path and its offlining of the whole block are as posted.
 */
import { defineDesign, zone_to_nid } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { freeInNaturalOrders } from '../shared/natural_orders.ts';
import { checkPageblockStart } from '../shared/relaxed_alignment.ts';

export default defineDesign<Record<never, never>, MemmapOnMemory>({
  id: 'david',
  revision: 'poc',
  title: 'first sketch of the helpers',
  provenance: 'repaired',
  source: { messageId: 'YF0JerCFXzcmMKzp@localhost.localdomain' },
  repairs: [
    'the alignment check of online_pages() is relaxed, else nothing comes online',
    'the range is freed in chunks that fit it',
    'names that do not compile',
  ],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'david',
  order: 2,
  over: [memmapOnMemory],
  replaces: { memory_block_online: '8a065ac380', check_online_range: 'a8269bcc02', online_pages_range: '7f469a42aa' },
  patch: (k) => ({
    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;

      if (nr_vmemmap_pages) {
        const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, mem.group, start_pfn, nr_pages);
        k.move_pfn_range_to_zone(zone, start_pfn, nr_vmemmap_pages, 'UNMOVABLE');
        // As posted: the whole block's pages, where the vmemmap's were meant.
        zone.present_pages += nr_pages;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages += nr_pages;
      }

      // online_pages() chooses a zone again, for the rest of the block. Nothing is undone when it fails.
      const ret = k.online_pages(
        start_pfn + nr_vmemmap_pages,
        nr_pages - nr_vmemmap_pages,
        mem.online_type,
        mem.nid,
        mem.group,
      );
      if (!ret) k.remember_block_zone(mem);
      return ret;
    },

    check_online_range: (pfn, nr_pages) => checkPageblockStart(k, pfn, nr_pages),

    online_pages_range(start_pfn, nr_pages) {
      freeInNaturalOrders(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
