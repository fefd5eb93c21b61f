import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'allocator/isolation-ends',
  title: 'no zone counts isolated pageblocks while nothing is isolated',
  fault: {
    short: 'leaves pageblocks isolated',
    long: 'leaves isolated pageblocks counted where nothing is isolated',
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/page_alloc.c:free_pcppages_bulk',
    under: [],
    how: 'it looks up the migratetype of every page that is freed once more',
  },
  reason: 'While the count is not zero every page that is freed looks up the migratetype of its pageblock once more.',
  reliesOn: ['include/linux/page-isolation.h:has_isolate_pageblock', 'mm/page_alloc.c:free_pcppages_bulk'],
  claims: ['L15'],
  rest(view) {
    const zone = view.zones.find(({ nr_isolate_pageblock }) => nr_isolate_pageblock !== 0);
    if (!zone) return undefined;
    return {
      message: `nr_isolate_pageblock of ${zoneKey(zone)} is ${zone.nr_isolate_pageblock} with nothing going on`,
      where: `zone ${zoneKey(zone)}`,
    };
  },
});
