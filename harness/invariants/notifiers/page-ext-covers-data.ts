import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'notifiers/page-ext-covers-data',
  title: 'every page that an online block gives out has its page_ext entry',
  fault: {
    short: 'leaves data no page_ext',
    long: 'leaves pages of an online block without page_ext',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/page_owner.c:__set_page_owner',
    under: ['PAGE_OWNER'],
    how: 'it finds no entry and notes nothing; with PAGE_TABLE_CHECK (v5.17) a missing entry is a BUG',
  },
  reason: 'page_owner and page_idle note nothing of a page without an entry.',
  reliesOn: ['mm/page_ext.c:lookup_page_ext', 'mm/page_owner.c:__set_page_owner'],
  claims: ['L49'],
  rest(view) {
    if (!view.k.machine.config.page_ext) return undefined;
    const bare = firstWhere(view.k.maps.page_ext, view.onlineData(), (there) => !there);
    if (!bare) return undefined;
    return {
      message: `${bare[1] - bare[0]} data pages of online ${view.blockAt(bare[0])} have no page_ext entry`,
      where: `pages ${showRun([bare[0], bare[1]])}`,
    };
  },
});
