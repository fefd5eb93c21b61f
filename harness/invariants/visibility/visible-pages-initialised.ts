import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'visibility/visible-pages-initialised',
  title: 'pfn_to_online_page() hands out no struct page that is not mapped, poisoned, never written or lost',
  fault: {
    short: 'shows unwritten pages',
    long: 'lets pfn_to_online_page() hand out struct pages that were never written',
  },
  class: 'garbage visible',
  suffers: {
    reader: 'fs/proc/page.c:kpageflags_read',
    under: [],
    how: '/proc/kpageflags shows what the memory held; a struct page that is not mapped or, with DEBUG_VM, poisoned ends it (crash)',
  },
  reason: 'Its callers read zone, flags and reference count of what they get, and act on it.',
  reliesOn: [
    'mm/page_alloc.c:has_unmovable_pages',
    'kernel/power/snapshot.c:saveable_page',
    'mm/kmemleak.c:kmemleak_scan',
    'mm/memory-failure.c:memory_failure',
    'fs/proc/page.c:kpageflags_read',
  ],
  claims: ['L11', 'L33', 'L35', 'L38', 'L40', 'L44'],
  rest(view) {
    const { maps } = view.k;
    const bad = firstWhere(maps.memmap, view.visible(), (content) => content !== 'init');
    if (!bad) return undefined;
    const [start, end, content] = bad;
    const what = { unmapped: 'not mapped', poison: 'poisoned', raw: 'never initialised', garbage: 'lost', init: '' }[
      content
    ];
    return {
      message: `${end - start} struct pages of ${view.blockAt(start)} that pfn_to_online_page() hands out are ${what}`,
      where: `pages ${showRun([start, end])}`,
      // A touch of these is the end, not a wrong answer.
      ...(content === 'unmapped' || content === 'poison' ? { class: 'crash' as const } : {}),
    };
  },
});
