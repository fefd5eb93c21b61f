import { KernelOops } from '../../kernel/lib/fault.ts';
import { zoneOfLink } from '../../kernel/state.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'sysfs/valid-zones-online',
  title: 'valid_zones of an online block names the zone its pages are in',
  fault: {
    short: 'makes valid_zones wrong',
    long: 'makes valid_zones of an online block name no zone, or another one',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'drivers/base/memory.c:valid_zones_show',
    under: [],
    how: 'valid_zones below /sys/devices/system/memory says none, or another zone; a struct page that the read may not touch ends it (crash)',
  },
  reason: 'Tools that balance kernel and movable memory, and those that pick what to unplug, read it.',
  reliesOn: ['drivers/base/memory.c:valid_zones_show', 'mm/memory_hotplug.c:test_pages_in_a_zone'],
  claims: ['L32'],
  rest(view) {
    for (const mem of view.online()) {
      const where = `block ${mem.id}`;
      const last = view.rangeOf(mem)[1] - 1;
      const zone = zoneOfLink(view.k, view.k.maps.page_link.get(last))?.name ?? 'none';
      try {
        const says = view.k.valid_zones_show(mem);
        if (says !== zone)
          return { message: `valid_zones of online block ${mem.id} reads "${says}", its pages are in ${zone}`, where };
      } catch (fault) {
        if (!(fault instanceof KernelOops)) throw fault;
        return {
          message: `reading valid_zones of online block ${mem.id} oopses: ${fault.message}`,
          where,
          class: 'crash',
        };
      }
    }
    return undefined;
  },
});
