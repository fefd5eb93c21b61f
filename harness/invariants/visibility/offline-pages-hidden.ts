import { intersect, minus, type PageRun, pagesIn, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'visibility/offline-pages-hidden',
  title: 'pfn_to_online_page() finds no page of an offline block but those that hold its memmap',
  fault: {
    short: 'shows offline pages',
    long: 'lets pfn_to_online_page() find pages of an offline block',
  },
  class: 'garbage visible',
  suffers: {
    reader: 'mm/memory-failure.c:memory_failure',
    under: [],
    how: "it poisons a page that is nobody's and reports success; /proc/kpageflags shows what such pages were",
  },
  reason: "Offline memory is nobody's: its struct pages are whatever they were left as, or were never written.",
  reliesOn: [
    'mm/memory-failure.c:memory_failure',
    'fs/proc/page.c:kpageflags_read',
    'mm/page_idle.c:page_idle_get_page',
  ],
  claims: ['L40', 'L43'],
  rest(view) {
    const heads = view
      .offline()
      .map((mem): PageRun => [view.rangeOf(mem)[0], view.rangeOf(mem)[0] + mem.nr_vmemmap_pages]);
    const shown = intersect(minus(view.offlineRanges(), heads), view.visible());
    const [first] = shown;
    if (!first) return undefined;
    return {
      message: `${pagesIn(shown)} pages of offline ${view.blockAt(first[0])} are found by pfn_to_online_page()`,
      where: `pages ${showRun(first)}`,
    };
  },
});
