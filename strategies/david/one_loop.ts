/**
 * v9 with Michal Hocko's proposal for its loops: one, over natural orders. The kernel has such a loop for boot memory
 * (mm/memblock.c:__free_pages_memory): the order is what the alignment of the first page allows, the largest order and
 * what is left.
 */
import { defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v9 from './v9.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory>({
  id: 'david',
  revision: 'one-loop',
  title: 'v9 with one loop over natural orders',
  provenance: 'reconstructed',
  source: { messageId: 'YH6zQ1Dty9kJFkuk@dhcp22.suse.cz' },
  repairs: ['no chunk is larger than the largest order, and none reaches past the end; v10 dropped the second'],
  on: ['linux@5.12'],
  family: 'david',
  order: 7,
  over: [v9],
  patch: (k) => ({
    online_pages_range(start_pfn, nr_pages) {
      const end_pfn = start_pfn + nr_pages;
      const { maxOrder } = k.machine;
      const largest = 2 ** maxOrder;
      for (let pfn = start_pfn; pfn < end_pfn; ) {
        if (pfn % largest === 0 && pfn + largest <= end_pfn) {
          const chunks = Math.floor((end_pfn - pfn) / largest);
          k.generic_online_page(pfn, maxOrder, chunks);
          pfn += chunks * largest;
          continue;
        }
        let order = 0;
        while (order < maxOrder && pfn % 2 ** (order + 1) === 0 && pfn + 2 ** (order + 1) <= end_pfn) order++;
        k.generic_online_page(pfn, order);
        pfn += 2 ** order;
      }
      k.online_mem_sections(start_pfn, end_pfn);
    },
  }),
});
