/** The mistakes of the merged helpers, each with its repair: what v6.7 has mended since, and one that nobody has. */
import { ALIGN_DOWN, defineRepair, type memory_block, type Zone } from '../../harness/design.ts';
import type { Helpers } from './v10.ts';

export const underLock = defineRepair<Helpers>({
  name: 'under-lock',
  title: 'prepares and takes down the vmemmap pages under mem_hotplug_lock, which moves up into the callers',
  source: { messageId: '20231114180238.1522782-2-sumanthk@linux.ibm.com', commit: '001002e73712' },
  patch: (k, _posted, hunk) => {
    const unlocked = { mem_hotplug_begin: () => undefined, mem_hotplug_done: () => undefined };
    return {
      memory_block_online(mem: memory_block) {
        k.mem_hotplug_begin();
        const ret = hunk('memory_block_online', {})(mem);
        k.mem_hotplug_done();
        return ret;
      },
      memory_block_offline(mem: memory_block) {
        k.mem_hotplug_begin();
        const ret = hunk('memory_block_offline', {})(mem);
        k.mem_hotplug_done();
        return ret;
      },
      online_pages: (pfn: number, nr_pages: number, zone: Zone) => hunk('online_pages', unlocked)(pfn, nr_pages, zone),
      offline_pages: (start_pfn: number, nr_pages: number) => hunk('offline_pages', unlocked)(start_pfn, nr_pages),
    };
  },
});

export const holeCheck = defineRepair<Helpers>({
  name: 'hole-check',
  title: 'reads the zone of the first page only where the block has vmemmap pages',
  source: { series: 'v5.13', commit: '928130532e19' },
  patch: (k, _posted, hunk) => ({
    memory_block_offline: (mem: memory_block) =>
      hunk('memory_block_offline', { page_zone: (page) => (mem.nr_vmemmap_pages ? k.page_zone(page) : null) })(mem),
  }),
});

export const zoneEdge = defineRepair<Helpers>({
  name: 'zone-edge',
  title: 'takes the vmemmap of a shared section and that of full sections from the zone one after the other',
  patch: (k) => ({
    mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number) {
      const { pagesPerSection } = k.machine;
      const end = pfn + nr_pages;
      const full = Math.max(pfn, ALIGN_DOWN(end, pagesPerSection));
      const zone = k.page_zone(k.pfn_to_page(pfn));
      // The zone ends where the full sections do by now, as the data behind them is offline: only a range that ends
      // there too moves its end.
      if (full > pfn) k.offline_mem_sections(pfn, full);
      if (end > full) k.remove_pfn_range_from_zone(zone, full, end - full);
      if (full > pfn) k.remove_pfn_range_from_zone(zone, pfn, full - pfn);
      k.kasan_remove_zero_shadow(pfn, nr_pages);
    },
  }),
});

export const v10Repairs = [underLock, holeCheck, zoneEdge];
