/**
 * The helpers as linux@7.3 is shipped with them: nothing is told before the lock is there or after all is over, a block
 * without one zone is refused before the lock is taken, and a block that could not be made says what its altmap still held.
 */
import { defineDesign, EINVAL, type NoneOfItsOwn, type vmem_altmap } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v6_12, { type PerBlock } from './v6.12.ts';
import type { Helpers } from './v10.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Helpers & PerBlock>({
  id: 'david',
  revision: 'v7.3',
  title: 'the merged helpers, without the events of v6.9 to v6.18',
  provenance: 'posted',
  source: { series: 'v6.17 .. v7.3' },
  on: ['linux@7.3'],
  family: 'david',
  order: 11,
  over: [v6_12],
  patch: (k, _v6_12, hunk) => {
    const untold = { memory_notify: () => 0 };
    /** altmap_free(): here on the way out of a failed add, too. */
    const altmap_free = (altmap: vmem_altmap | null, pfn: number, nr_pages: number): void => {
      if (altmap?.alloc)
        k.incident('leak', `the altmap still holds ${altmap.alloc} pages after the add failed`, pfn, pfn + nr_pages);
    };
    return {
      create_altmaps_and_memory_blocks: (nid, start_pfn, nr_pages) =>
        hunk('create_altmaps_and_memory_blocks', {
          arch_add_memory(node, pfn, nr, altmap) {
            const ret = k.arch_add_memory(node, pfn, nr, altmap);
            if (ret) altmap_free(altmap, pfn, nr);
            return ret;
          },
          arch_remove_memory(pfn, nr, altmap) {
            k.arch_remove_memory(pfn, nr, altmap);
            altmap_free(altmap, pfn, nr);
          },
        })(nid, start_pfn, nr_pages),

      memory_block_online: (mem) => hunk('memory_block_online', untold)(mem),

      memory_block_offline: (mem) =>
        mem.zone ? hunk('memory_block_offline', { ...untold, page_zone: () => mem.zone })(mem) : -EINVAL,
    };
  },
});
