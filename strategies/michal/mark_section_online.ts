/**
 * Over the reservation: every section that holds a vmemmap page is marked online at hot-add and stays so while the
 * block is there. Only argued in words; this reading marks the shared section too.
 */
import { ALIGN, defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Reserve>({
  id: 'michal',
  revision: 'mark-section-online',
  title: 'sections holding vmemmap pages are online from hot-add to removal',
  provenance: 'reconstructed',
  source: { messageId: 'YF2ct/UZUBG1GcM3@dhcp22.suse.cz' },
  repairs: [
    'marks a section that is only partly vmemmap too',
    'marks it again inside offline_pages(), right after __offline_isolated_pages()',
  ],
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  isDefault: true,
  family: 'michal',
  order: 8,
  over: [reserve],
  patch: (k, reserved) => ({
    reserveVmemmapSpace(nid, pfn, nr_pages) {
      reserved.reserveVmemmapSpace(nid, pfn, nr_pages);
      k.online_mem_sections(pfn, pfn + nr_pages);
    },

    unaccount_vmemmap_space(mem) {
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      k.offline_mem_sections(start_pfn, ALIGN(start_pfn + mem.nr_vmemmap_pages, k.machine.pagesPerSection));
      reserved.unaccount_vmemmap_space(mem);
    },

    __offline_isolated_pages(start_pfn, end_pfn) {
      reserved.__offline_isolated_pages(start_pfn, end_pfn);
      if (!k.mhp_memmap_on_memory()) return;
      const mem = k.find_memory_block(k.pfn_to_section_nr(start_pfn));
      if (!mem) return;
      if (mem.nr_vmemmap_pages) k.online_mem_sections(start_pfn - mem.nr_vmemmap_pages, start_pfn);
      k.put_device(mem);
    },
  }),
});
