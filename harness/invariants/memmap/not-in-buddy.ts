import { PageBuddy } from '../../kernel/include/page_flags.ts';
import { joined, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'memmap/not-in-buddy',
  title: 'no page that holds a memmap of its own block is ever given to the buddy',
  fault: {
    short: 'gives memmap to the buddy',
    long: 'gives pages that hold memmap to the buddy',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/page_alloc.c:prep_new_page',
    under: [],
    how: 'it clears, and its caller writes, a page that holds struct pages in use, or that is not there any more',
  },
  reason: 'Whoever allocates it writes over struct pages; after a removal the page is not even there.',
  reliesOn: [
    'include/linux/mm.h:pfn_to_page',
    'arch/x86/mm/init_64.c:free_hugepage_table',
    'mm/page_alloc.c:free_one_page',
  ],
  claims: ['L05', 'L61', 'L65'],
  rest(view) {
    const { maps } = view.k;
    const [stray] = maps.stray_free.present();
    const frames = joined(maps.vmemmap_frame.present().map(([start, end]) => [start, end] as const));
    const free = stray ?? firstWhere(maps.page_flags, frames, (flags) => (flags & PageBuddy) !== 0);
    if (!free) return undefined;
    const of = stray ? 'of a block that is gone or going' : `of ${view.blockAt(free[0])}`;
    return {
      message: `${free[1] - free[0]} memmap pages ${of} were given to the buddy`,
      where: `pages ${showRun([free[0], free[1]])}`,
    };
  },
});
