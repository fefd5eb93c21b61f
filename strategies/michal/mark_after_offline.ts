/**
 * Over the reservation: every section that holds a vmemmap page is marked online at hot-add, and again only after
 * offline_pages() has returned, so that the zone shrinks while it is offline. Only argued in words.
 */
import { ALIGN, defineDesign, type memory_block } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

export default defineDesign<Pick<Reserve, never>, MemmapOnMemory & Reserve>({
  id: 'michal',
  revision: 'mark-after-offline',
  title: 'sections holding vmemmap pages are online, save while offline_pages() runs',
  provenance: 'reconstructed',
  source: { messageId: 'YF2ct/UZUBG1GcM3@dhcp22.suse.cz' },
  repairs: [
    'marks a section that is only partly vmemmap too',
    'marks it again when offline_pages() has returned, whatever it returned',
  ],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 9,
  over: [reserve],
  replaces: { memory_block_offline: '944f645af7' },
  patch: (k, below) => ({
    reserve_vmemmap_space(nid: number, pfn: number, nr_pages: number) {
      below.reserve_vmemmap_space(nid, pfn, nr_pages);
      k.online_mem_sections(pfn, pfn + nr_pages);
    },

    unaccount_vmemmap_space(mem: memory_block) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      k.offline_mem_sections(start_pfn, ALIGN(start_pfn + mem.nr_vmemmap_pages, k.machine.pagesPerSection));
      below.unaccount_vmemmap_space(mem);
    },

    memory_block_offline(mem: memory_block) {
      const ret = below.memory_block_offline(mem);
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      if (mem.nr_vmemmap_pages) k.online_mem_sections(start_pfn, start_pfn + mem.nr_vmemmap_pages);
      return ret;
    },
  }),
});
