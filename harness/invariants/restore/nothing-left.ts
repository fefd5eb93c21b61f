import { joined, minus, type PageRun, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'restore/nothing-left',
  title: 'where no block is there is no section, memmap or resource; where none is online no shadow and no page_ext',
  fault: {
    short: 'leaves sections behind',
    long: 'leaves sections, memmap, shadow or page_ext behind where nothing is left to need them',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/sparse.c:sparse_add_section',
    under: [],
    how: 'it refuses the next adding with EEXIST',
  },
  reason:
    'A section that was left makes the next adding of the same memory fail with EEXIST; a shadow that was left is lost.',
  reliesOn: [
    'mm/sparse.c:sparse_add_section',
    'kernel/resource.c:release_mem_region_adjustable',
    'mm/kasan/init.c:kasan_remove_zero_shadow',
  ],
  claims: ['L58', 'L62'],
  rest(view) {
    const { k } = view;
    const { pagesPerSection, firstHotPfn } = k.machine;
    const blocks = joined(view.blocks.map((mem) => view.rangeOf(mem)));
    const empty = minus([[firstHotPfn, Number.POSITIVE_INFINITY]], blocks);
    // Subscribers free at CANCEL_ONLINE and OFFLINE what they allocated at GOING_ONLINE.
    const idle = minus([[firstHotPfn, Number.POSITIVE_INFINITY]], view.onlineRanges());
    const sections = empty.map(([start, end]): PageRun => [start / pagesPerSection, end / pagesPerSection]);
    const left = firstWhere(k.sections, sections, (bits) => bits !== 0);
    if (left) {
      const pages: PageRun = [left[0] * pagesPerSection, left[1] * pagesPerSection];
      return { message: `${left[1] - left[0]} sections are there without a block`, where: `pages ${showRun(pages)}` };
    }
    const say = (what: string, run: readonly [number, number, unknown] | undefined) =>
      run && {
        message: `${run[1] - run[0]} pages have ${what}`,
        where: `pages ${showRun([run[0], run[1]])}`,
      };
    return (
      say(
        'struct pages and no block',
        firstWhere(k.maps.memmap, empty, (content) => content !== 'unmapped'),
      ) ??
      say(
        'a KASAN shadow and no online block',
        firstWhere(k.maps.kasan_shadow, idle, (shadow) => shadow !== 'none'),
      ) ??
      say(
        'page_ext entries and no online block',
        firstWhere(k.maps.page_ext, idle, (there) => there),
      ) ??
      say(
        'a resource and no block',
        firstWhere(k.resources, empty, (owner) => owner !== undefined),
      )
    );
  },
});
