import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'visibility/online-block-initialised',
  title: 'every struct page of an online block was written by the onlining',
  fault: {
    short: 'leaves struct pages unwritten',
    long: 'leaves struct pages of an online block unwritten',
  },
  class: 'garbage visible',
  suffers: {
    reader: 'mm/memory_hotplug.c:test_pages_in_a_zone',
    under: [],
    how: 'it reads a zone out of what the memory held when the block goes offline',
  },
  reason:
    'Who holds an online block trusts all of its struct pages: the memmap of its head is used through them, offlining and memory_failure() read them by arithmetic.',
  reliesOn: [
    'mm/memory_hotplug.c:test_pages_in_a_zone',
    'mm/memory_hotplug.c:offline_pages',
    'mm/page_isolation.c:set_migratetype_isolate',
    'mm/memory-failure.c:unpoison_memory',
  ],
  claims: ['L09', 'L11', 'L55'],
  rest(view) {
    const bad = firstWhere(
      view.k.maps.memmap,
      view.onlineRanges(),
      (content) => content === 'raw' || content === 'poison' || content === 'unmapped',
    );
    if (!bad) return undefined;
    const [start, end, content] = bad;
    const what = content === 'unmapped' ? 'not mapped' : 'not initialised';
    return {
      message: `${end - start} struct pages of online ${view.blockAt(start)} are ${what}`,
      where: `pages ${showRun([start, end])}`,
    };
  },
});
