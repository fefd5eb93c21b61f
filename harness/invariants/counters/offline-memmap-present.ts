import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';
import { offlineMemmapPages } from '../memmap/offline-memmap.ts';
import { linkOfZone } from '../view.ts';

export default defineInvariant({
  id: 'counters/offline-memmap-present',
  title: 'no zone counts pages of an offline block as present',
  fault: {
    short: 'counts offline memmap',
    long: 'counts memmap pages of offline blocks as present',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/vmstat.c:zoneinfo_show_print',
    under: [],
    how: '/proc/zoneinfo lists a zone that has nothing but memmap, as whoever walks populated zones walks it',
  },
  reason:
    'Memory that is offline belongs to no zone: a zone populated by nothing but the memmap of offline blocks is walked, given a pageset and kept in its node although it has no page to give.',
  reliesOn: ['include/linux/mmzone.h:populated_zone', 'mm/vmstat.c:zoneinfo_show_print'],
  claims: ['L12', 'L31', 'L56'],
  rest(view) {
    for (const zone of view.zones) {
      const wanted = view.bootPages(zone, 'present') + (view.onlineByLink().get(linkOfZone(zone)) ?? 0);
      const surplus = zone.present_pages - wanted;
      if (surplus <= 0 || surplus !== offlineMemmapPages(view, zone)) continue;
      const message = `${zoneKey(zone)} counts ${surplus} memmap pages of offline blocks as present`;
      return { message, where: `zone ${zoneKey(zone)}` };
    }
    return undefined;
  },
});
