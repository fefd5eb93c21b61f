import { MMOP_OFFLINE, MMOP_ONLINE_KERNEL, MMOP_ONLINE_MOVABLE, type OnlineType } from '../../kernel/include/memory.ts';
import { zoneOfLink } from '../../kernel/state.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'sysfs/valid-zones-promise',
  title: 'a block comes online in the zone that its valid_zones said',
  fault: {
    short: 'breaks valid_zones promise',
    long: 'onlines a block to another zone than valid_zones promised',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'drivers/base/memory.c:valid_zones_show',
    under: [],
    how: 'valid_zones below /sys/devices/system/memory named another zone first',
  },
  reason: 'The first zone it names is where plain `online` goes; udev rules and administrators choose by it.',
  reliesOn: ['drivers/base/memory.c:valid_zones_show', 'mm/memory_hotplug.c:zone_for_pfn_range'],
  claims: ['L15', 'L32', 'L46'],
  watch(k, report) {
    let promised = '';
    let asked: OnlineType = MMOP_OFFLINE;
    return {
      begin({ kind, mem }) {
        if (kind !== 'online' || !mem) return;
        promised = mem.state === 'MEM_OFFLINE' ? k.valid_zones_show(mem) : '';
        asked = mem.online_type;
      },
      reset() {
        promised = '';
        asked = MMOP_OFFLINE;
      },
      end({ kind, mem, start, pages }, ret) {
        if (kind !== 'online' || !mem || ret !== 0 || promised === '') return;
        const zones = promised.split(' ');
        const [plain] = zones;
        const zone = zoneOfLink(k, k.maps.page_link.get(start + pages - 1))?.name ?? 'none';
        const kept =
          asked === MMOP_ONLINE_KERNEL || asked === MMOP_ONLINE_MOVABLE ? zones.includes(zone) : plain === zone;
        if (kept) return;
        report({
          message: `valid_zones of block ${mem.id} promised "${promised}", it came online in ${zone}`,
          where: `block ${mem.id}`,
        });
      },
    };
  },
});
