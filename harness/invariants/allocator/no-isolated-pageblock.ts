import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'allocator/no-isolated-pageblock',
  title: 'no pageblock of an online block stays MIGRATE_ISOLATE',
  fault: {
    short: 'leaves pageblocks isolated',
    long: 'leaves pageblocks of an online block MIGRATE_ISOLATE',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'fs/proc/meminfo.c:meminfo_proc_show',
    under: [],
    how: 'MemTotal in /proc/meminfo has pages that MemFree never will',
  },
  reason: 'Its pages are counted as memory and can never be allocated; a later offlining of the block is refused.',
  reliesOn: ['mm/page_isolation.c:set_migratetype_isolate', 'mm/page_alloc.c:__rmqueue_smallest'],
  claims: ['L15'],
  rest(view) {
    const left = firstWhere(
      view.k.maps.pageblock_migratetype,
      view.onlineRanges(),
      (migratetype) => migratetype === 'ISOLATE',
    );
    if (!left) return undefined;
    const pageblocks = (left[1] - left[0]) / view.k.machine.pageblockPages;
    return {
      message: `${pageblocks} pageblocks of online ${view.blockAt(left[0])} are still ISOLATE`,
      where: `pages ${showRun([left[0], left[1]])}`,
    };
  },
});
