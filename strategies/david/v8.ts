/**
 * The final shape one revision early, as quoted in the reviews of Apr 16: the helper touches the range before it has a shadow, and takes the range from
 * its zone while its full sections are still online.
 */
import { ALIGN_DOWN, defineDesign, type memory_group, type Zone } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v10 from './v10.ts';

interface Helpers {
  mhp_init_memmap_on_memory(pfn: number, nr_pages: number, zone: Zone): number;
  mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number): void;
}
interface V10 {
  online_pages(pfn: number, nr_pages: number, zone: Zone, group: memory_group | null): number;
}

export default defineDesign<Helpers, MemmapOnMemory & V10>({
  id: 'david',
  revision: 'v8',
  title: 'the helpers before their order was set right',
  provenance: 'posted',
  source: { messageId: '20210416102153.8794-5-osalvador@suse.de', series: 'v8 4/8' },
  on: ['linux@5.12'],
  family: 'david',
  order: 6,
  over: [v10],
  replaces: {},
  patch: (k) => ({
    mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
      const { pagesPerSection } = k.machine;
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) {
        k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
        return ret;
      }
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      return 0;
    },

    mhp_deinit_memmap_on_memory(pfn, nr_pages) {
      const { pagesPerSection } = k.machine;
      const zone = k.page_zone(k.pfn_to_page(pfn)) ?? k.oops(`pfn ${pfn} links to no zone`);
      k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
      if (nr_pages >= pagesPerSection) k.offline_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
    },
  }),
});
