/**
 * Over the reservation: every section that holds a vmemmap page is marked online at hot-add, and again only after
 * offline_pages() has returned, so that the zone shrinks while it is offline. Only argued in words.
 */
import { ALIGN, defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Reserve>({
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

    actOnBlock(mem, action) {
      const ret = reserved.actOnBlock(mem, action);
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      if (action === 'MEM_OFFLINE' && mem.nr_vmemmap_pages)
        k.online_mem_sections(start_pfn, start_pfn + mem.nr_vmemmap_pages);
      return ret;
    },
  }),
});
