/**
 * Over the reservation: pfn_to_online_page() makes an exception for the vmemmap pages of an offline block, measured
 * from the block's first pfn. As posted, with its comparison and its device reference.
 */
import { defineDesign } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import { exceptionRepairs } from './pfn_block_repairs.ts';
import reserve, { type Reserve } from './reserve.ts';

export interface IsVmemmapPage {
  /** Whether the pfn is one of the block's vmemmap pages. */
  is_vmemmap_page(pfn: number): boolean;
}

export default defineDesign<IsVmemmapPage, MemmapOnMemory & Reserve>({
  id: 'michal',
  revision: 'pfn-block',
  title: 'pfn_to_online_page() asks the memory block about vmemmap pages',
  provenance: 'posted',
  source: { messageId: 'YFy+olsdS4iwrovN@dhcp22.suse.cz' },
  on: ['linux@5.12', 'linux@6.1', 'linux@6.12', 'linux@7.3'],
  isDefault: true,
  family: 'michal',
  order: 5,
  over: [reserve],
  mends: exceptionRepairs,
  patch: (k, base) => ({
    is_vmemmap_page(pfn) {
      const mem = k.find_memory_block(k.pfn_to_section_nr(pfn));
      if (!mem?.nr_vmemmap_pages) return false;
      const start_pfn = mem.start_section_nr * k.machine.pagesPerSection;
      return !(pfn - start_pfn > mem.nr_vmemmap_pages);
    },

    pfn_to_online_page(pfn) {
      const page = base.pfn_to_online_page(pfn);
      if (page !== null || k.online_section(k.pfn_to_section_nr(pfn))) return page;
      if (!k.mhp_memmap_on_memory()) return null;
      k.count('pfn_to_online_page on the slow path');
      return k.is_vmemmap_page(pfn) ? k.pfn_to_page(pfn) : null;
    },
  }),
});
