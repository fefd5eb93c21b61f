import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'notifiers/shadow-covers-data',
  title: 'with KASAN every page that an online block gives out has a shadow of its own',
  fault: {
    short: 'leaves data no KASAN shadow',
    long: 'leaves pages of an online block without a KASAN shadow',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/page_alloc.c:post_alloc_hook',
    under: ['KASAN'],
    how: 'it writes the shadow of a page that is allocated: a fault',
  },
  reason: 'Whoever allocates a page writes its shadow: where none is mapped, and in the one for all, that faults.',
  reliesOn: ['mm/page_alloc.c:post_alloc_hook', 'mm/kasan/common.c:__kasan_unpoison_pages'],
  claims: ['L50', 'L58'],
  rest(view) {
    if (!view.k.machine.config.kasan) return undefined;
    const bare = firstWhere(view.k.maps.kasan_shadow, view.onlineData(), (shadow) => shadow !== 'real');
    if (!bare) return undefined;
    const what = bare[2] === 'none' ? 'have no KASAN shadow' : 'share the zero shadow';
    return {
      message: `${bare[1] - bare[0]} data pages of online ${view.blockAt(bare[0])} ${what}`,
      where: `pages ${showRun([bare[0], bare[1]])}`,
    };
  },
});
