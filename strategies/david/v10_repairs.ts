/** The mistakes of the merged helpers, each with its repair: what v6.7 has mended since, and one that nobody has. */
import { ALIGN_DOWN, defineRepair, type memory_block, type memory_group, type Zone } from '../../harness/design.ts';
import type { Helpers } from './v10.ts';

export const v10Repairs = [
  defineRepair<Helpers>({
    name: 'under-lock',
    title: 'prepares and takes down the vmemmap pages under mem_hotplug_lock, which moves up into the callers',
    source: { messageId: '20231114180238.1522782-2-sumanthk@linux.ibm.com', commit: '001002e73712' },
    replaces: {
      memory_block_online: 'd3c6db16b6',
      memory_block_offline: '0c4e166d21',
      online_pages: 'e0caec3529',
      offline_pages: 'da77ac27e0',
    },
    patch: (k, posted) => ({
      memory_block_online(mem: memory_block) {
        k.mem_hotplug_begin();
        const ret = posted.memory_block_online(mem);
        k.mem_hotplug_done();
        return ret;
      },
      memory_block_offline(mem: memory_block) {
        k.mem_hotplug_begin();
        const ret = posted.memory_block_offline(mem);
        k.mem_hotplug_done();
        return ret;
      },
      online_pages: (pfn: number, nr_pages: number, zone: Zone, group: memory_group | null) =>
        k.checkOnlineRange(pfn, nr_pages) || k.online_pages_locked(pfn, nr_pages, zone, group),
      offline_pages: (pfn: number, nr_pages: number, mem: memory_block | null, group: memory_group | null) =>
        k.checkOnlineRange(pfn, nr_pages) || k.offline_pages_locked(pfn, nr_pages, mem, group),
    }),
  }),

  defineRepair<Helpers>({
    name: 'hole-check',
    title: 'reads the zone of the first page only where the block has vmemmap pages',
    source: { series: 'v5.13', commit: '928130532e19' },
    replaces: { read_first_zone: '10f8f32ec1' },
    patch: (_k, posted) => ({
      read_first_zone(start_pfn: number, nr_vmemmap_pages: number) {
        if (nr_vmemmap_pages) posted.read_first_zone(start_pfn, nr_vmemmap_pages);
      },
    }),
  }),

  defineRepair<Helpers>({
    name: 'zone-edge',
    title: 'takes the vmemmap of a shared section and that of full sections from the zone one after the other',
    replaces: { mhp_deinit_memmap_on_memory: '1186434a8a' },
    patch: (k) => ({
      mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number) {
        const { pagesPerSection } = k.machine;
        const end = pfn + nr_pages;
        const full = Math.max(pfn, ALIGN_DOWN(end, pagesPerSection));
        const zone = k.page_zone(k.pfn_to_page(pfn)) ?? k.oops(`pfn ${pfn} links to no zone`);
        // The zone ends where the full sections do by now, as the data behind them is offline: only a range that ends
        // there too moves its end.
        if (full > pfn) k.offline_mem_sections(pfn, full);
        if (end > full) k.remove_pfn_range_from_zone(zone, full, end - full);
        if (full > pfn) k.remove_pfn_range_from_zone(zone, pfn, full - pfn);
        k.kasan_remove_zero_shadow(pfn, nr_pages);
      },
    }),
  }),
];
