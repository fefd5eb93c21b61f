/**
 * Over the reservation: only sections that hold nothing but vmemmap are marked online, from hot-add to removal. Only
 * argued in words.
 */
import { ALIGN_DOWN, defineDesign, type memory_block } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

export default defineDesign<Pick<Reserve, never>, MemmapOnMemory & Reserve>({
  id: 'michal',
  revision: 'mark-full-sections',
  title: 'sections full of vmemmap are online from hot-add to removal',
  provenance: 'reconstructed',
  source: { messageId: 'YFyt3UfoPkt7BbDZ@dhcp22.suse.cz' },
  repairs: ['clears the bits again on removal'],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 7,
  over: [reserve],
  replaces: {},
  patch: (k) => {
    const { reserve_vmemmap_space, unaccount_vmemmap_space } = k;
    const fullEnd = (pfn: number, nr_pages: number) => ALIGN_DOWN(pfn + nr_pages, k.machine.pagesPerSection);
    return {
      reserve_vmemmap_space(nid: number, pfn: number, nr_pages: number) {
        reserve_vmemmap_space(nid, pfn, nr_pages);
        if (fullEnd(pfn, nr_pages) > pfn) k.online_mem_sections(pfn, fullEnd(pfn, nr_pages));
      },

      unaccount_vmemmap_space(mem: memory_block) {
        const start_pfn = mem.id * k.machine.pagesPerBlock;
        const end_pfn = fullEnd(start_pfn, mem.nr_vmemmap_pages);
        if (end_pfn > start_pfn) k.offline_mem_sections(start_pfn, end_pfn);
        unaccount_vmemmap_space(mem);
      },
    };
  },
});
