import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/pageset',
  title: 'a zone that has memory to give has a pageset of its own',
  fault: {
    short: 'leaves the boot pageset',
    long: 'leaves a zone with memory on the pageset of boot time',
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/page_alloc.c:rmqueue_pcplist',
    under: [],
    how: 'it takes single pages under zone->lock from the pageset of boot time',
  },
  reason:
    'The pageset of boot time is one for all zones and caches nothing: every page is taken and given under zone->lock, and the statistics of the zones mix.',
  reliesOn: [
    'mm/page_alloc.c:rmqueue_pcplist',
    'mm/page_alloc.c:setup_zone_pageset',
    'mm/vmstat.c:refresh_cpu_vm_stats',
  ],
  claims: ['L57'],
  rest(view) {
    const zone = view.zones.find(({ managed_pages, pageset }) => managed_pages > 0 && pageset !== 'real');
    if (!zone) return undefined;
    return {
      message: `${zoneKey(zone)} manages ${zone.managed_pages} pages and uses the pageset of boot time`,
      where: `zone ${zoneKey(zone)}`,
    };
  },
});
