import { pagesIn, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { where } from '../ranges.ts';
import { Remembered } from '../remembered.ts';

export default defineInvariant({
  id: 'hibernation/online-memmap-intact',
  title: 'no struct page of an online block was lost, while it was online or before',
  fault: {
    short: 'loses online struct pages',
    long: 'loses struct pages of an online block',
  },
  class: 'data loss',
  suffers: {
    reader: 'mm/page_alloc.c:free_unref_page',
    under: [],
    how: 'struct pages of memory in use are gone over a resume; where the block only came online with them they are garbage (garbage visible)',
  },
  reason:
    'An offline block may lose its memmap over a hibernation or to /dev/mem, for onlining writes it again. Whoever does not write it again brings garbage online.',
  reliesOn: [
    'mm/page_alloc.c:memmap_init_zone',
    'mm/memory_hotplug.c:move_pfn_range_to_zone',
    'kernel/power/snapshot.c:saveable_page',
  ],
  claims: ['L33', 'L35', 'L38', 'L60'],
  watch: (k) => {
    /** Blocks that were online when the memory was lost under them. */
    const online = new Remembered<number>(k.undo, 'hibernation/online-memmap-intact');
    return {
      memory: online,
      step(view, { actions }) {
        if (actions.some(({ op }) => op === 'hibernate' || op === 'resume' || op === 'overwrite'))
          online.replace(
            view()
              .online()
              .map((mem) => mem.id),
          );
      },
      rest(view) {
        const lost = where(k.maps.memmap, view.onlineRanges(), (content) => content === 'garbage');
        const [first] = lost;
        if (!first) return undefined;
        const block = Math.floor(first[0] / k.machine.pagesPerBlock);
        const message = `${pagesIn(lost)} struct pages of online block ${block} are lost`;
        // Under a block in use the memory map is gone; a block that comes online with it shows garbage.
        return {
          message,
          where: `pages ${showRun(first)}`,
          class: online.has(block) ? 'data loss' : 'garbage visible',
        };
      },
    };
  },
});
