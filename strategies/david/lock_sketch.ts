/**
 * Oscar Salvador's sketch of the locking, on the helpers that came two weeks later: begin; prepare; online_pages();
 * clean up where that failed; done. The posted helpers leave the lock where it was.
 */
import { defineDesign } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v7, { type Spaces } from './v7.ts';

export default defineDesign<Record<never, never>, MemmapOnMemory & Spaces>({
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
  replaces: {
    memory_block_online: 'fbac591d6e',
    memory_block_offline: '2fa328b655',
    online_pages: '29c3d23c23',
    offline_pages: 'da77ac27e0',
  },
  patch: (k, helpers) => ({
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

    online_pages(pfn, nr_pages, online_type, nid, group) {
      const misaligned = k.checkOnlineRange(pfn, nr_pages);
      if (misaligned) return misaligned;
      const zone = k.zone_for_pfn_range(online_type, nid, group, pfn, nr_pages);
      return k.online_pages_locked(pfn, nr_pages, zone, group);
    },

    offline_pages: (start_pfn, nr_pages, mem, group) =>
      k.checkOnlineRange(start_pfn, nr_pages) || k.offline_pages_locked(start_pfn, nr_pages, mem, group),
  }),
});
