/** v8 in its final order: the shadow is there before the range is touched, and full sections go offline first. */
import { ALIGN_DOWN, defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v8 from './v8.ts';
import type { Helpers } from './v10.ts';
import { zoneEdge } from './v10_repairs.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Helpers>({
  id: 'david',
  revision: 'v9',
  title: 'the helpers in their final order, the range still freed by two loops',
  provenance: 'posted',
  source: { messageId: '20210416112411.9826-5-osalvador@suse.de', series: 'v9 4/8' },
  on: ['linux@5.12'],
  family: 'david',
  order: 7,
  over: [v8],
  mends: [zoneEdge],
  patch: (k) => ({
    mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
      const { pagesPerSection } = k.machine;
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) return ret;
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      return 0;
    },

    mhp_deinit_memmap_on_memory(pfn, nr_pages) {
      const { pagesPerSection } = k.machine;
      if (nr_pages >= pagesPerSection) k.offline_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      k.remove_pfn_range_from_zone(k.page_zone(k.pfn_to_page(pfn)), pfn, nr_pages);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
    },
  }),
});
