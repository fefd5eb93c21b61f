import { zoneKey } from '../../kernel/include/mmzone.ts';
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
    /** Spans as the reader found them, two numbers a zone; none while a writer has the lock. */
    let begun: number[] = [];
    const begin = () => {
      begun = zones.flatMap(({ zone_start_pfn, spanned_pages }) => [zone_start_pfn, spanned_pages]);
    };
    return {
      begin() {
        if (!k.locks.includes('mem_hotplug_lock')) begin();
      },
      reset() {
        begun = [];
      },
      hotplugLock(held) {
        if (held) begun = [];
        else begin();
      },
      unlockedWrite({ object, field, by }) {
        if (field !== 'spanned_pages' && field !== 'zone_start_pfn') return;
        if (begun.length === 0) return;
        const index = zones.findIndex((zone) => object === `zone ${zoneKey(zone)}`);
        const start = begun[index * 2] ?? 0;
        const spanned = begun[index * 2 + 1] ?? 0;
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
