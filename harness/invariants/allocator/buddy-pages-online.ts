import { PageBuddy } from '../../kernel/include/page_flags.ts';
import { minus, type PageRun, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'allocator/buddy-pages-online',
  title: 'the buddy has no page of memory that is not online',
  fault: {
    short: 'frees pages that are offline',
    long: 'leaves pages on the free lists that are not online',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/page_alloc.c:prep_new_page',
    under: [],
    how: 'it clears a page of a block that can be unplugged under it, or was',
  },
  reason: 'It would be handed out, and the memory is offline, or not even there.',
  reliesOn: ['mm/page_alloc.c:get_page_from_freelist', 'mm/page_alloc.c:__offline_isolated_pages'],
  claims: ['L05', 'L69'],
  rest(view) {
    const hot: PageRun = [view.k.machine.firstHotPfn, Number.POSITIVE_INFINITY];
    const elsewhere = minus([hot], view.onlineRanges());
    const free = firstWhere(view.k.maps.page_flags, elsewhere, (flags) => (flags & PageBuddy) !== 0);
    if (!free) return undefined;
    return {
      message: `${free[1] - free[0]} pages of ${view.blockAt(free[0])}, which is not online, are free in the buddy`,
      where: `pages ${showRun([free[0], free[1]])}`,
    };
  },
});
