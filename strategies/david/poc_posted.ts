/**
 * Oscar Salvador's untested proof of concept, literally: the full alignment check stays, the range is freed in largest
 * chunks from wherever it starts, the block's pages are accounted where the vmemmap's were meant, nothing is undone, and
 * the whole block is offlined.
 */
import { defineDesign, type memory_block, type Zone, zone_to_nid } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { pocRepairs } from './poc_repairs.ts';

export interface Sketch {
  /** Ours, cut out of memory_block_online(): how many pages become present for the vmemmap. */
  vmemmapPresentPages(nr_pages: number, nr_vmemmap_pages: number): number;
  /** Ours: what memory_block_online() does when online_pages() has failed. */
  undoVmemmap(zone: Zone, mem: memory_block): void;
}

export default defineDesign<Sketch, MemmapOnMemory>({
  id: 'david',
  revision: 'poc-posted',
  title: 'first sketch of the helpers, as posted',
  provenance: 'posted',
  source: { messageId: 'YF0JerCFXzcmMKzp@localhost.localdomain' },
  repairs: ['a variable is declared and a parameter named, or it would not compile'],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'david',
  order: 1,
  over: [memmapOnMemory],
  mends: pocRepairs,
  replaces: { memory_block_online: '8a065ac380', online_pages_range: '7f469a42aa' },
  patch: (k) => ({
    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;

      let zone: Zone | undefined;
      if (nr_vmemmap_pages) {
        zone = k.zone_for_pfn_range(mem.online_type, mem.nid, mem.group, start_pfn, nr_pages);
        k.move_pfn_range_to_zone(zone, start_pfn, nr_vmemmap_pages, 'UNMOVABLE');
        const present = k.vmemmapPresentPages(nr_pages, nr_vmemmap_pages);
        zone.present_pages += present;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages += present;
      }

      // online_pages() chooses a zone again, for the rest of the block.
      const ret = k.online_pages(
        start_pfn + nr_vmemmap_pages,
        nr_pages - nr_vmemmap_pages,
        mem.online_type,
        mem.nid,
        mem.group,
      );
      if (!ret) k.remember_block_zone(mem);
      else if (zone) k.undoVmemmap(zone, mem);
      return ret;
    },

    // As posted: the whole block's, where the vmemmap's were meant.
    vmemmapPresentPages: (nr_pages) => nr_pages,

    // A comment and nothing else.
    undoVmemmap: () => undefined,

    online_pages_range(start_pfn, nr_pages) {
      const { maxOrder } = k.machine;
      k.generic_online_page(start_pfn, maxOrder, Math.ceil(nr_pages / 2 ** maxOrder));
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
