/**
 * David Hildenbrand's memory_block_online() and memory_block_offline() helpers, written by Oscar Salvador, as merged
 * for v5.13: the vmemmap pages are initialised and accounted around online_pages() and offline_pages().
 */
import { ALIGN_DOWN, defineDesign, type memory_group, type Zone } from '../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../shared/memmap_on_memory.ts';
import { freeInNaturalOrders } from '../shared/natural_orders.ts';
import { checkPageblockStart } from '../shared/relaxed_alignment.ts';
import { v10Repairs } from './v10_repairs.ts';

export interface Helpers {
  mhp_init_memmap_on_memory(pfn: number, nr_pages: number, zone: Zone): number;
  mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number): void;
  /** Ours, cut out of memory_block_offline(): the zone of the block's first page is read. */
  read_first_zone(start_pfn: number, nr_vmemmap_pages: number): void;
  online_pages(pfn: number, nr_pages: number, zone: Zone, group: memory_group | null): number;
}

export default defineDesign<Helpers, MemmapOnMemory>({
  id: 'david',
  revision: 'v10',
  title: 'helpers around online_pages() and offline_pages() prepare and account the vmemmap',
  provenance: 'posted',
  source: { messageId: '20210421102701.25051-5-osalvador@suse.de', series: 'v10 4/8', commit: 'a08a2ae34613' },
  on: ['linux@5.12', 'linux@6.1'],
  isDefault: true,
  family: 'david',
  order: 8,
  over: [memmapOnMemory],
  mends: v10Repairs,
  replaces: {
    memory_block_online: '8a065ac380',
    memory_block_offline: 'e1cf0bcef7',
    online_pages: '29c3d23c23',
    online_pages_range: '7f469a42aa',
    checkOnlineRange: 'a07a9985e0',
  },
  patch: (k) => ({
    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;

      const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, mem.group, start_pfn, nr_pages);

      // Initialise the vmemmap pages before the pages they describe: their struct pages come first.
      if (nr_vmemmap_pages) {
        const ret = k.mhp_init_memmap_on_memory(start_pfn, nr_vmemmap_pages, zone);
        if (ret) return ret;
      }

      const ret = k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, zone, mem.group);
      if (ret) {
        if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
        return ret;
      }

      // Only now: online_pages() had to see a zone that was still unpopulated.
      if (nr_vmemmap_pages) k.adjust_present_page_count(start_pfn, mem.group, nr_vmemmap_pages);
      k.remember_block_zone(mem);
      return 0;
    },

    memory_block_offline(mem) {
      const zoneless = k.check_block_zone(mem);
      if (zoneless) return zoneless;
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;

      k.read_first_zone(start_pfn, nr_vmemmap_pages);

      // Before offline_pages(), so that a zone and a node that lose their last page are seen to.
      if (nr_vmemmap_pages) k.adjust_present_page_count(start_pfn, mem.group, -nr_vmemmap_pages);

      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, mem, mem.group);
      if (ret) {
        if (nr_vmemmap_pages) k.adjust_present_page_count(start_pfn, mem.group, nr_vmemmap_pages);
        return ret;
      }

      if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
      mem.zone = null;
      return 0;
    },

    read_first_zone(start_pfn, _nr_vmemmap_pages) {
      // Whether or not it is used, and whether or not there is a page.
      k.page_zone(k.pfn_to_page(start_pfn));
    },

    mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
      const { pagesPerSection } = k.machine;
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) return ret;

      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');

      // A section that is nothing but vmemmap is not touched by online_pages().
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      return 0;
    },

    mhp_deinit_memmap_on_memory(pfn, nr_pages) {
      const { pagesPerSection } = k.machine;
      if (nr_pages >= pagesPerSection) k.offline_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));

      const zone = k.page_zone(k.pfn_to_page(pfn)) ?? k.oops(`pfn ${pfn} links to no zone`);
      k.remove_pfn_range_from_zone(zone, pfn, nr_pages);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
    },

    // Relaxed: the vmemmap pages in front need not fill a section.
    checkOnlineRange: (pfn, nr_pages) => checkPageblockStart(k, pfn, nr_pages),

    online_pages(pfn, nr_pages, zone, group) {
      const misaligned = k.checkOnlineRange(pfn, nr_pages);
      if (misaligned) return misaligned;
      k.mem_hotplug_begin();
      const ret = k.online_pages_locked(pfn, nr_pages, zone, group);
      k.mem_hotplug_done();
      return ret;
    },

    online_pages_range(start_pfn, nr_pages) {
      freeInNaturalOrders(k, start_pfn, start_pfn + nr_pages);
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    },
  }),
});
