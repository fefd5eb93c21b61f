/**
 * Mend of the add path that all designs of the thread share: when the block devices cannot be created, the range goes
 * the way it came, through its altmap. In mainline since v6.7.
 */
import { defineFix, type vmem_altmap } from '../../../harness/design.ts';
import { type MemmapOnMemory, memmapOnMemory } from '../memmap_on_memory.ts';

export default defineFix<MemmapOnMemory>({
  name: 'altmap-on-failed-add',
  title: 'a failed hot-add gives the memmap back through the altmap it came from',
  source: { commit: 'f42ce5f087eb' },
  over: [memmapOnMemory],
  patch: (k) => ({
    removeAfterFailedAdd(start_pfn: number, nr_pages: number, altmap: vmem_altmap | null) {
      k.arch_remove_memory(start_pfn, nr_pages, altmap);
    },
  }),
});
