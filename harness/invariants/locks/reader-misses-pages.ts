import { zoneKey } from '../../kernel/include/mmzone.ts';
import { quietly } from '../../state/counters.ts';
import { intersect, minus, type PageRun, pagesIn, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { where } from '../ranges.ts';
import { linkOfZone, spanOf, visiblePages } from '../view.ts';

export default defineInvariant({
  id: 'locks/reader-misses-pages',
  title: 'a reader that holds mem_hotplug_lock reads start and end of a zone that belong together',
  fault: {
    short: 'tears a span for a reader',
    long: 'lets a reader that holds mem_hotplug_lock read a start and an end that do not belong together',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/kmemleak.c:kmemleak_scan',
    under: ['DEBUG_KMEMLEAK'],
    how: 'it passes over struct pages, in which no pointers are; the next scan has them',
  },
  reason:
    'kmemleak reads the start of a zone, adds its size, and scans between. Read between two writes, the sum ends too early, and the struct pages behind are left to the next scan.',
  reliesOn: ['mm/kmemleak.c:kmemleak_scan', 'include/linux/mmzone.h:zone_end_pfn'],
  claims: ['L52', 'L54'],
  watch: (k, report) => {
    const zones = new Map(
      k.node_data.flatMap(({ node_zones }) => node_zones.map((zone) => [`zone ${zoneKey(zone)}`, zone])),
    );
    return {
      unlockedWrite({ object, field, by }) {
        if (field !== 'spanned_pages' && field !== 'zone_start_pfn') return;
        const zone = zones.get(object);
        if (!zone || zone.present_pages === 0) return;
        const all: PageRun[] = [[0, k.max_pfn]];
        const linked = where(k.maps.page_link, all, (link) => link === linkOfZone(zone));
        const outside = minus(linked, zone.spanned_pages > 0 ? [spanOf(zone)] : []);
        if (outside.length === 0) return;
        // Struct pages of a hole in boot memory link to a zone beside it and are in no span.
        const there = where(
          k.maps.direct_map,
          where(k.maps.memmap, outside, (content) => content === 'init'),
          (mapped) => mapped,
        );
        const missed =
          there.length === 0
            ? []
            : intersect(
                there,
                quietly(k, () => visiblePages(k)),
              );
        if (missed.length === 0) return;
        const span = showRun(spanOf(zone));
        report({
          message: `kmemleak's scan of ${zoneKey(zone)}, reading ${span} while ${by}() writes it, misses ${pagesIn(missed)} online pages`,
          where: `zone ${zoneKey(zone)}`,
        });
      },
    };
  },
});
