import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';
import { offlineMemmapPages } from '../memmap/offline-memmap.ts';
import { linkOfZone } from '../view.ts';

export default defineInvariant({
  id: 'counters/zone-present',
  title: 'present_pages of a zone are its boot pages and the pages of its online blocks',
  fault: {
    short: 'miscounts present pages',
    long: "miscounts a zone's present pages",
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'mm/vmstat.c:zoneinfo_show_print',
    under: [],
    how: 'present in /proc/zoneinfo is not the memory of the zone',
  },
  reason:
    'A zone is populated when present_pages is not zero, and an onlining or offlining decides by comparing its own pages with it whether a zone or a node gains its first or loses its last memory.',
  reliesOn: [
    'include/linux/mmzone.h:populated_zone',
    'mm/memory_hotplug.c:node_states_check_changes_offline',
    'mm/vmstat.c:zoneinfo_show_print',
  ],
  claims: ['L12', 'L13'],
  rest(view) {
    for (const zone of view.zones) {
      const wanted = view.bootPages(zone, 'present') + (view.onlineByLink().get(linkOfZone(zone)) ?? 0);
      const wrong = zone.present_pages - wanted;
      // The memmap of offline blocks, where it is counted, has an invariant of its own.
      if (wrong === 0 || wrong === offlineMemmapPages(view, zone)) continue;
      const message = `${zoneKey(zone)} has ${zone.present_pages} present pages, its online pages are ${wanted}`;
      return { message, where: `zone ${zoneKey(zone)}` };
    }
    return undefined;
  },
});
