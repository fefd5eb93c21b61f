import { SECTION_IS_ONLINE } from '../../kernel/include/mmzone.ts';
import { intersect, type PageRun, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'notifiers/shadow-before-touch',
  title: 'with KASAN a range has its shadow before it joins a zone, and keeps it until it left',
  fault: {
    short: 'maps the shadow too late',
    long: 'has a range join a zone before it has a KASAN shadow, or drops the shadow too early',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/memory_hotplug.c:mhp_init_memmap_on_memory',
    under: ['KASAN'],
    how: 'it has to move the range out of its zone again when no shadow can be had',
  },
  reason:
    'Whoever maps a shadow by itself does it in that order, so that nothing has to be undone where it cannot be had. Nobody faults on the other: the range is touched through the vmemmap, which has a shadow of its own from boot on.',
  reliesOn: ['mm/memory_hotplug.c:mhp_init_memmap_on_memory', 'mm/memremap.c:pagemap_range'],
  claims: ['L50', 'L58'],
  watch(k, report) {
    if (!k.machine.config.kasan) return {};
    const { pagesPerSection, firstHotPfn } = k.machine;
    /** Ranges whose struct pages were initialised, and whose zero shadow was dropped, by the operation that runs. */
    let initialised: PageRun[] = [];
    let dropped: PageRun[] = [];
    const forget = () => {
      initialised = [];
      dropped = [];
    };
    return {
      begin: forget,
      reset: forget,
      write({ object, field, start = 0, end = 0, to, by }) {
        const range: PageRun = [start, end];
        if (object === 'mem_section') {
          const pages: PageRun = [Math.max(firstHotPfn, start * pagesPerSection), end * pagesPerSection];
          if (pages[0] >= pages[1] || !(k.sections.get(start) & SECTION_IS_ONLINE)) return;
          const bare = firstWhere(k.maps.kasan_shadow, [pages], (shadow) => shadow === 'none');
          if (bare)
            report({
              message: `section ${start} goes online without a KASAN shadow at pfn ${bare[0]}`,
              where: `pages ${showRun([bare[0], bare[1]])}`,
            });
        } else if (object !== 'struct page') return;
        else if (field === 'memmap' && to === 'init') initialised.push(range);
        else if (by === 'kasan_add_zero_shadow') {
          const [late] = initialised.flatMap((each) => intersect([each], [range]));
          if (late)
            report({
              message: `pages were initialised before their KASAN shadow was mapped`,
              where: `pages ${showRun(late)}`,
            });
        } else if (by === 'kasan_remove_zero_shadow') dropped.push(range);
        else if (field === 'memmap' && by === 'page_init_poison') {
          const [early] = dropped.flatMap((each) => intersect([each], [range]));
          if (early)
            report({
              message: `pages left their zone after their KASAN shadow was dropped`,
              where: `pages ${showRun(early)}`,
            });
        }
      },
    };
  },
});
