import { type Zone, zoneKey } from '../../kernel/include/mmzone.ts';
import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'locks/reader-keeps-span',
  title: 'the span of a zone does not change under a reader that holds mem_hotplug_lock',
  fault: {
    short: 'moves a span under a reader',
    long: 'changes the span of a zone under a reader that holds mem_hotplug_lock',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/kmemleak.c:kmemleak_scan',
    under: ['DEBUG_KMEMLEAK'],
    how: "it scans a range that is the zone's no longer, and asks pfn_to_online_page() for each page",
  },
  reason: 'It was promised to it. What it can come to, locks/reader-misses-pages and locks/reader-keeps-pages tell.',
  reliesOn: ['mm/kmemleak.c:kmemleak_scan', 'include/linux/mmzone.h:zone_end_pfn'],
  claims: ['L52', 'L54'],
  watch(k, report) {
    const zones = k.node_data.flatMap(({ node_zones }) => node_zones);
    const places = new Map(zones.map((zone, place) => [`zone ${zoneKey(zone)}`, place]));
    /** Spans as the reader found them, by zone; of no meaning while a writer has the lock. */
    const starts = new Float64Array(zones.length);
    const spans = new Float64Array(zones.length);
    let reading = false;
    const begin = () => {
      reading = true;
      for (let at = 0; at < zones.length; at++) {
        const zone = zones[at] as Zone;
        starts[at] = zone.zone_start_pfn;
        spans[at] = zone.spanned_pages;
      }
    };
    return {
      begin() {
        if (!k.locks.includes('mem_hotplug_lock')) begin();
      },
      reset() {
        reading = false;
      },
      hotplugLock(held) {
        if (held) reading = false;
        else begin();
      },
      unlockedWrite({ object, field, by }) {
        if (field !== 'spanned_pages' && field !== 'zone_start_pfn') return;
        if (!reading) return;
        const place = places.get(object) ?? -1;
        const start = starts[place] ?? 0;
        const spanned = spans[place] ?? 0;
        if (spanned === 0) return;
        const was = showRun([start, start + spanned]);
        report({
          message: `${object} spanned ${was} when kmemleak's scan began, and ${by}() changes it under it`,
          where: object,
        });
      },
    };
  },
});
