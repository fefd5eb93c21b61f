/**
 * Oscar Salvador's untested proof of concept, literally: the full alignment check stays, the range is freed in largest
 * chunks from wherever it starts, the block's pages are accounted where the vmemmap's were meant, nothing is undone, and
 * the whole block is offlined.
 */
import { type BlockAction, defineDesign, type OnlineType, zone_to_nid } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { pocRepairs } from './poc_repairs.ts';

export interface Sketch {
  memory_block_action(
    start_section_nr: number,
    action: BlockAction,
    online_type: OnlineType,
    nid: number,
    nr_vmemmap_pages: number,
  ): number;
  memory_block_online(
    start_pfn: number,
    nr_pages: number,
    nr_vmemmap_pages: number,
    online_type: OnlineType,
    nid: number,
  ): number;
  memory_block_offline(start_pfn: number, nr_pages: number, nr_vmemmap_pages: number): number;
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
  patch: (k) => ({
    actOnBlock: (mem, action) =>
      k.memory_block_action(mem.start_section_nr, action, mem.online_type, mem.nid, mem.nr_vmemmap_pages),

    memory_block_action(start_section_nr, action, online_type, nid, nr_vmemmap_pages) {
      const start_pfn = start_section_nr * k.machine.pagesPerSection;
      const nr_pages = k.machine.pagesPerBlock;
      return action === 'MEM_ONLINE'
        ? k.memory_block_online(start_pfn, nr_pages, nr_vmemmap_pages, online_type, nid)
        : k.memory_block_offline(start_pfn, nr_pages, nr_vmemmap_pages);
    },

    memory_block_online(start_pfn, nr_pages, nr_vmemmap_pages, online_type, nid) {
      if (nr_vmemmap_pages) {
        const zone = k.zone_for_pfn_range(online_type, nid, start_pfn, nr_pages);
        k.move_pfn_range_to_zone(zone, start_pfn, nr_vmemmap_pages, 'UNMOVABLE');
        // The whole block's, where the vmemmap's were meant.
        zone.present_pages += nr_pages;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages += nr_pages;
      }
      // Where it fails there is a comment and nothing else.
      return k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, online_type, nid);
    },

    memory_block_offline: (start_pfn, nr_pages) => k.offline_pages(start_pfn, nr_pages),

    online_pages_range(start_pfn, nr_pages) {
      const { maxOrder } = k.machine;
      k.generic_online_page(start_pfn, maxOrder, Math.ceil(nr_pages / 2 ** maxOrder));
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
