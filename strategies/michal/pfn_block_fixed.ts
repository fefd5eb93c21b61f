/** The block-relative exception with its two slips mended: the first page behind the vmemmap, and the reference. */
import { defineDesign } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

interface IsVmemmapPage {
  /** Whether the pfn is one of the block's vmemmap pages. */
  is_vmemmap_page(pfn: number): boolean;
}

export default defineDesign<IsVmemmapPage, MemmapOnMemory & Reserve>({
  id: 'michal',
  revision: 'pfn-block-fixed',
  title: 'the block-relative exception, mended',
  provenance: 'repaired',
  source: { messageId: 'YFy+olsdS4iwrovN@dhcp22.suse.cz' },
  repairs: [
    'compares with >=, so that the first page behind the vmemmap is not accepted',
    'drops the reference that find_memory_block() takes',
  ],
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 6,
  over: [reserve],
  replaces: { pfn_to_online_page: '14898c658e' },
  patch: (k, base) => ({
    is_vmemmap_page(pfn) {
      const mem = k.find_memory_block(k.pfn_to_section_nr(pfn));
      if (!mem?.nr_vmemmap_pages) return false;
      const offset = pfn - mem.id * k.machine.pagesPerBlock;
      return offset < mem.nr_vmemmap_pages;
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
