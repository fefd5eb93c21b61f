/**
 * The helpers as mended after the merge: the hole fix of May 2021 (v5.13), the self-hosted flag (v6.0), and the two
 * fixes of v6.7: everything under mem_hotplug_lock, and the altmap handed to the error path of hot-add.
 * What linux@6.1 (from 6.1.76 on) is shipped with.
 */
import { defineDesign, type NoneOfItsOwn, PG_vmemmap_self_hosted } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v10, { type Helpers } from './v10.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Helpers>({
  id: 'david',
  revision: 'v6.7',
  title: 'the merged helpers, later fixes included',
  provenance: 'posted',
  source: {
    messageId: '20231114180238.1522782-2-sumanthk@linux.ibm.com',
    series: 'v5.13 .. v6.7',
    commit: '001002e73712',
  },
  on: ['linux@5.12', 'linux@6.1'],
  family: 'david',
  order: 9,
  over: [v10],
  patch: (k, _merged, hunk) => {
    const unlocked = { mem_hotplug_begin: () => undefined, mem_hotplug_done: () => undefined };
    return {
      memory_block_online(mem) {
        const ret = hunk('memory_block_online', {
          zone_for_pfn_range(...range) {
            const zone = k.zone_for_pfn_range(...range);
            k.mem_hotplug_begin();
            return zone;
          },
        })(mem);
        k.mem_hotplug_done();
        return ret;
      },

      memory_block_offline(mem) {
        k.mem_hotplug_begin();
        const ret = hunk('memory_block_offline', {
          page_zone: (page) => (mem.nr_vmemmap_pages ? k.page_zone(page) : null),
        })(mem);
        k.mem_hotplug_done();
        return ret;
      },

      mhp_init_memmap_on_memory: (pfn, nr_pages, zone) =>
        hunk('mhp_init_memmap_on_memory', {
          move_pfn_range_to_zone(...range) {
            k.move_pfn_range_to_zone(...range);
            if (k.release.selfHostedFlag)
              k.update_pages('page_flags', pfn, pfn + nr_pages, (flags) => flags | PG_vmemmap_self_hosted);
          },
        })(pfn, nr_pages, zone),

      // The lock moved up into the callers.
      online_pages: (pfn, nr_pages, zone) => hunk('online_pages', unlocked)(pfn, nr_pages, zone),
      offline_pages: (start_pfn, nr_pages) => hunk('offline_pages', unlocked)(start_pfn, nr_pages),

      removeAfterFailedAdd: (start_pfn, nr_pages, altmap) => k.arch_remove_memory(start_pfn, nr_pages, altmap),
    };
  },
});
