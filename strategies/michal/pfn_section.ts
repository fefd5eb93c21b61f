/**
 * Over the reservation: pfn_to_online_page() makes an exception for offline sections, measured from the first pfn of
 * the section. As posted; Michal Hocko took it back for the block-relative one half an hour later.
 */
import { defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import reserve, { type Reserve } from './reserve.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Reserve>({
  id: 'michal',
  revision: 'pfn-section',
  title: 'pfn_to_online_page() makes an exception measured from the section',
  provenance: 'posted',
  source: { messageId: 'YFy1J+mCyGmnwuHJ@dhcp22.suse.cz' },
  on: ['linux@5.12', 'linux@6.1'],
  family: 'michal',
  order: 4,
  over: [reserve],
  patch: (k, base) => ({
    pfn_to_online_page(pfn) {
      const page = base.pfn_to_online_page(pfn);
      const section = k.pfn_to_section_nr(pfn);
      if (page !== null || k.online_section(section) || !k.mhp_memmap_on_memory()) return page;
      k.count('pfn_to_online_page on the slow path');

      const mem = k.find_memory_block(section);
      if (!mem?.nr_vmemmap_pages) return null;
      const offset = pfn - section * k.machine.pagesPerSection;
      if (offset > mem.nr_vmemmap_pages) return null;
      return k.pfn_to_page(pfn);
    },
  }),
});
