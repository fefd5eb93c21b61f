import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';
import { linkOfZone } from '../view.ts';

export default defineInvariant({
  id: 'sysfs/block-zone',
  title: 'a block knows the zone of its pages while it is online, and no zone while it is not',
  fault: {
    short: 'leaves a block a wrong zone',
    long: 'leaves a block with a zone that its pages are not in',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'drivers/base/memory.c:valid_zones_show',
    under: [],
    how: 'valid_zones below /sys/devices/system/memory tells another zone from v5.18 on, and offlining is refused',
  },
  reason: 'From v5.18 on offlining takes the zone from the block, and refuses a block without one.',
  reliesOn: [
    'drivers/base/memory.c:memory_block_offline',
    'mm/memory_hotplug.c:offline_pages',
    'drivers/base/memory.c:valid_zones_show',
  ],
  claims: ['L29', 'L32'],
  rest(view) {
    if (view.k.release.blockZone !== 'stored') return undefined;
    for (const mem of view.blocks) {
      const where = `block ${mem.id}`;
      const online = mem.state === 'MEM_ONLINE';
      if (!online && mem.zone)
        return { message: `block ${mem.id} is offline and keeps zone ${zoneKey(mem.zone)}`, where };
      if (online && !mem.zone) return { message: `block ${mem.id} is online and knows no zone`, where };
      if (mem.zone && view.k.maps.page_link.get(view.rangeOf(mem)[1] - 1) !== linkOfZone(mem.zone))
        return { message: `block ${mem.id} says ${zoneKey(mem.zone)}, its pages link elsewhere`, where };
    }
    return undefined;
  },
});
