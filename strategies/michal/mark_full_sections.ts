/**
 * Over the reservation: only sections that hold nothing but vmemmap are marked online, from hot-add to removal. Only
 * argued in words.
 */
import { ALIGN_DOWN, defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Reserve>({
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
  patch: (k, reserved) => ({
    reserveVmemmapSpace(nid, pfn, nr_pages) {
      const end_pfn = ALIGN_DOWN(pfn + nr_pages, k.machine.pagesPerSection);
      reserved.reserveVmemmapSpace(nid, pfn, nr_pages);
      if (end_pfn > pfn) k.online_mem_sections(pfn, end_pfn);
    },

    unaccount_vmemmap_space(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      const end_pfn = ALIGN_DOWN(start_pfn + mem.nr_vmemmap_pages, k.machine.pagesPerSection);
      if (end_pfn > start_pfn) k.offline_mem_sections(start_pfn, end_pfn);
      reserved.unaccount_vmemmap_space(mem);
    },
  }),
});
