import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'notifiers/page-ext-covers-memmap',
  title: 'the memmap pages of an online block have page_ext entries',
  fault: {
    short: 'leaves memmap no page_ext',
    long: 'leaves memmap pages of an online block without page_ext',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/page_owner.c:read_page_owner',
    under: ['PAGE_OWNER'],
    how: 'it finds no entry and lists nothing, as for every reserved page',
  },
  reason: 'Who looks one up finds none. Nobody is known to: memmap pages are neither allocated nor freed.',
  reliesOn: ['mm/page_ext.c:lookup_page_ext', 'mm/page_owner.c:read_page_owner'],
  claims: ['L49'],
  rest(view) {
    if (!view.k.machine.config.page_ext) return undefined;
    const bare = firstWhere(view.k.maps.page_ext, view.onlineMemmap(), (there) => !there);
    if (!bare) return undefined;
    return {
      message: `${bare[1] - bare[0]} memmap pages of online ${view.blockAt(bare[0])} have no page_ext entry`,
      where: `pages ${showRun([bare[0], bare[1]])}`,
    };
  },
});
