import { intersect, joined, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere, where } from '../ranges.ts';

export default defineInvariant({
  id: 'memmap/pages-held',
  title: 'the memmap pages of an online block are held: referenced, and not offline to those who ask',
  fault: {
    short: 'leaves memmap unreferenced',
    long: 'leaves the memmap pages of an online block unreferenced',
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/page_isolation.c:has_unmovable_pages',
    under: [],
    how: 'it takes the page for free and isolates the range, which never becomes free',
  },
  reason:
    'A page without a reference is free for migration and isolation to take; one marked Offline is not saved, nor dumped.',
  reliesOn: [
    'mm/page_isolation.c:has_unmovable_pages',
    'kernel/power/snapshot.c:saveable_page',
    'mm/memory_hotplug.c:mhp_init_memmap_on_memory',
  ],
  claims: ['L05', 'L06'],
  rest(view) {
    const { maps } = view.k;
    const frames = where(maps.vmemmap_frame, view.onlineRanges(), (holds) => holds);
    const known = intersect(
      frames,
      where(maps.memmap, frames, (content) => content === 'init'),
    );
    const free = firstWhere(maps.page_refcount, joined(known), (count) => count === 0);
    if (!free) return undefined;
    return {
      message: `${free[1] - free[0]} memmap pages of online ${view.blockAt(free[0])} have no reference`,
      where: `pages ${showRun([free[0], free[1]])}`,
    };
  },
});
