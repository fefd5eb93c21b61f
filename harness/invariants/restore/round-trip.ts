import { defineInvariant } from '../invariant.ts';
import { changes, classOfChanges, projectionOf } from '../projection.ts';

export default defineInvariant({
  id: 'restore/round-trip',
  title: 'once all that was added is gone, the guaranteed projection is that of boot',
  fault: {
    short: 'leaves the machine changed',
    long: 'leaves the machine changed once everything added is gone',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'mm/vmstat.c:zoneinfo_show_print',
    under: [],
    how: '/proc/zoneinfo, the state files below /sys/devices/system or /proc/iomem show memory that is gone; what no file shows is hygiene',
  },
  reason: 'What a DIMM leaves behind adds up with every cycle.',
  reliesOn: ['mm/memory_hotplug.c:try_remove_memory', 'mm/memory_hotplug.c:remove_pfn_range_from_zone'],
  claims: ['L12', 'L20', 'L24'],
  compares: true,
  rest(view) {
    if (view.blocks.length > 0 || view.k.memory_blocks.size !== view.baseline.blocks.size) return undefined;
    const left = changes(view.baseline.projection, projectionOf(view.k));
    const [first, ...more] = left;
    if (!first) return undefined;
    const rest = more.length > 0 ? `, ${more.length} more` : '';
    return {
      message: `everything added is gone and ${first.name} is ${first.to} (at boot: ${first.from}${rest})`,
      where: first.name,
      class: classOfChanges(left),
    };
  },
});
