/**
 * Oscar Salvador's sketch of the locking, on the helpers that came two weeks later: begin; prepare; online_pages();
 * clean up where that failed; done. The posted helpers leave the lock where it was.
 */
import { defineDesign, type NoneOfItsOwn } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v7, { type Spaces } from './v7.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Spaces>({
  id: 'david',
  revision: 'lock-sketch',
  title: 'the helpers of v7 under mem_hotplug_lock, as sketched before them',
  provenance: 'reconstructed',
  source: { messageId: 'YF3QcJ2Hd8LNMEgU@localhost.localdomain' },
  repairs: [
    'the sketch is of onlining; offlining is done likewise',
    'online_pages() and offline_pages() no longer take the lock, which is not recursive',
  ],
  on: ['linux@5.12'],
  family: 'david',
  order: 5,
  over: [v7],
  patch: (k, helpers, hunk) => {
    const unlocked = { mem_hotplug_begin: () => undefined, mem_hotplug_done: () => undefined };
    return {
      memory_block_online(mem) {
        k.mem_hotplug_begin();
        const ret = helpers.memory_block_online(mem);
        k.mem_hotplug_done();
        return ret;
      },

      memory_block_offline(mem) {
        k.mem_hotplug_begin();
        const ret = helpers.memory_block_offline(mem);
        k.mem_hotplug_done();
        return ret;
      },

      online_pages: (pfn, nr_pages, online_type, nid) =>
        hunk('online_pages', unlocked)(pfn, nr_pages, online_type, nid),

      offline_pages: (start_pfn, nr_pages) => hunk('offline_pages', unlocked)(start_pfn, nr_pages),
    };
  },
});
