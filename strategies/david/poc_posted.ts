/**
 * Oscar Salvador's untested proof of concept, literally: the full alignment check stays, the range is freed in largest
 * chunks from wherever it starts, the block's pages are accounted where the vmemmap's were meant, nothing is undone, and
 * the whole block is offlined.
 */
import { defineDesign, zone_to_nid } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';

export default defineDesign<Record<never, never>, MemmapOnMemory>({
  id: 'david',
  revision: 'poc-posted',
  title: 'first sketch of the helpers, as posted',
  provenance: 'posted',
  source: { messageId: 'YF0JerCFXzcmMKzp@localhost.localdomain' },
  repairs: ['a variable is declared and a parameter named, or it would not compile'],
  on: ['linux@5.12'],
  family: 'david',
  order: 1,
  over: [memmapOnMemory],
  replaces: { memory_block_online: '8a065ac380', online_pages_range: '7f469a42aa' },
  patch: (k) => ({
    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;

      if (nr_vmemmap_pages) {
        const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, mem.group, start_pfn, nr_pages);
        k.move_pfn_range_to_zone(zone, start_pfn, nr_vmemmap_pages, 'UNMOVABLE');
        zone.present_pages += nr_pages;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages += nr_pages;
      }
      return k.online_pages(
        start_pfn + nr_vmemmap_pages,
        nr_pages - nr_vmemmap_pages,
        mem.online_type,
        mem.nid,
        mem.group,
      );
    },

    online_pages_range(start_pfn, nr_pages) {
      const { maxOrder } = k.machine;
      k.generic_online_page(start_pfn, maxOrder, Math.ceil(nr_pages / 2 ** maxOrder));
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
