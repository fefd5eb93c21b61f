import { SECTION_IS_ONLINE } from '../../kernel/include/mmzone.ts';
import { type PageRun, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'visibility/online-block-marked',
  title: 'every section of an online block has its online bit',
  fault: {
    short: 'leaves a section unmarked',
    long: 'leaves sections of an online block without their online bit',
  },
  class: 'hygiene',
  suffers: {
    reader: 'drivers/hv/hv_balloon.c:handle_pg_range',
    under: [],
    how: "hv_balloon and arm64's validate_bootmem_online() ask for the bit alone, and take such a section for offline",
  },
  reason:
    'A reader that tests the bit alone skips the section, whatever pfn_to_online_page() was taught to say of its pages.',
  reliesOn: ['include/linux/mmzone.h:online_section', 'mm/page_ext.c:lookup_page_ext'],
  claims: ['L14', 'L45', 'L48'],
  rest(view) {
    const { pagesPerSection } = view.k.machine;
    const sections = view
      .onlineRanges()
      .map(([start, end]): PageRun => [start / pagesPerSection, end / pagesPerSection]);
    const bare = firstWhere(view.k.sections, sections, (bits) => !(bits & SECTION_IS_ONLINE));
    if (!bare) return undefined;
    const nr = bare[1] - bare[0];
    const message = `${nr} section${nr === 1 ? '' : 's'} of online ${view.blockAt(bare[0] * pagesPerSection)} have no online bit`;
    return { message, where: `sections ${showRun([bare[0], bare[1]])}` };
  },
});
