import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/pageset-returned',
  title: 'a zone without memory to give has no pageset of its own',
  fault: {
    short: 'leaves a pageset behind',
    long: 'leaves a pageset to a zone that has no memory',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/page_alloc.c:setup_zone_pageset',
    under: [],
    how: 'it allocates the pageset again and loses this one',
  },
  reason:
    'It is set up again when the zone is populated again, and would be lost then: one per-cpu allocation a cycle.',
  reliesOn: ['mm/page_alloc.c:zone_pcp_reset', 'mm/memory_hotplug.c:offline_pages'],
  claims: ['L56'],
  rest(view) {
    const zone = view.zones.find(
      (each) =>
        each.managed_pages === 0 &&
        each.pageset === 'real' &&
        // Boot gives every populated zone one, also where nothing of it is left to manage.
        !(view.baseline.zones.get(each)?.managed === 0 && each.present_pages > 0),
    );
    if (!zone) return undefined;
    return { message: `${zoneKey(zone)} manages no page and keeps its pageset`, where: `zone ${zoneKey(zone)}` };
  },
});
