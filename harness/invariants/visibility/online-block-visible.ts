import { minus, pagesIn, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'visibility/online-block-visible',
  title: 'pfn_to_online_page() finds every page of an online block',
  fault: {
    short: 'hides online pages',
    long: 'hides pages of an online block from pfn_to_online_page()',
  },
  class: 'data loss',
  suffers: {
    reader: 'kernel/power/snapshot.c:saveable_page',
    under: [],
    how: 'the page is not in the image: with the resume it is lost',
  },
  reason: 'What it does not find is not saved by hibernation, not dumped, and taken for a hole when the zone shrinks.',
  reliesOn: [
    'kernel/power/snapshot.c:saveable_page',
    'mm/memory_hotplug.c:find_smallest_section_pfn',
    'mm/compaction.c:pageblock_pfn_to_page',
  ],
  claims: ['L14', 'L48'],
  rest(view) {
    const hidden = minus(view.onlineRanges(), view.visible());
    const [first] = hidden;
    if (!first) return undefined;
    const pages = pagesIn(hidden);
    return {
      message: `${pages} pages of online ${view.blockAt(first[0])} are not found by pfn_to_online_page()`,
      where: `pages ${showRun(first)}`,
    };
  },
});
