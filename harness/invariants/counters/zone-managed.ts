import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';
import { linkOfZone } from '../view.ts';

export default defineInvariant({
  id: 'counters/zone-managed',
  title: 'managed_pages of a zone are its boot pages and the pages its online blocks gave to the buddy',
  fault: {
    short: 'miscounts managed pages',
    long: "miscounts a zone's managed pages",
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'fs/proc/meminfo.c:meminfo_proc_show',
    under: [],
    how: 'MemTotal in /proc/meminfo is their sum; watermarks follow it',
  },
  reason: 'MemTotal is their sum; watermarks, hash sizes and dirty limits follow it. Memmap pages are never managed.',
  reliesOn: [
    'mm/page_alloc.c:setup_per_zone_wmarks',
    'mm/page_alloc.c:nr_free_zone_pages',
    'fs/proc/meminfo.c:meminfo_proc_show',
  ],
  claims: ['L12'],
  rest(view) {
    let sum = 0;
    for (const zone of view.zones) {
      sum += zone.managed_pages;
      const wanted = view.bootPages(zone, 'managed') + (view.onlineDataByLink().get(linkOfZone(zone)) ?? 0);
      if (zone.managed_pages === wanted) continue;
      const message = `${zoneKey(zone)} manages ${zone.managed_pages} pages, its online blocks gave it ${wanted}`;
      return { message, where: `zone ${zoneKey(zone)}` };
    }
    if (view.k.totalram_pages === sum) return undefined;
    return { message: `totalram_pages is ${view.k.totalram_pages}, the zones manage ${sum}`, where: 'totalram_pages' };
  },
});
