import { errnoName } from '../../kernel/include/errno.ts';
import { defineInvariant } from '../invariant.ts';
import { changes, classOfChanges, type Projection, projectionOf } from '../projection.ts';

export default defineInvariant({
  id: 'restore/failed-operation',
  title: 'an onlining, offlining or adding that fails leaves the guaranteed projection as it was',
  fault: {
    short: 'leaves traces of a failure',
    long: 'leaves traces of an operation that failed',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'mm/vmstat.c:zoneinfo_show_print',
    under: [],
    how: '/proc/zoneinfo, the state files below /sys/devices/system or /proc/iomem show an operation that failed; what no file shows is hygiene',
  },
  reason: 'Who gets an error tries again, or gives up: either way nothing may have happened.',
  reliesOn: [
    'drivers/base/memory.c:memory_block_change_state',
    'mm/memory_hotplug.c:online_pages',
    'mm/memory_hotplug.c:offline_pages',
    'mm/memory_hotplug.c:add_memory_resource',
  ],
  claims: ['L57', 'L59'],
  compares: true,
  watch(k, report) {
    const before: Projection[] = [];
    return {
      begin() {
        before.push(projectionOf(k));
      },
      reset() {
        before.length = 0;
      },
      end({ kind, start }, ret) {
        const was = before.pop();
        if (ret >= 0 || !was) return;
        const left = changes(was, projectionOf(k));
        const [first, ...more] = left;
        if (!first) return;
        const rest = more.length > 0 ? `, ${more.length} more` : '';
        const verb = { online: 'onlining', offline: 'offlining', add: 'adding', remove: 'removing' }[kind];
        report({
          message: `${verb} failed with ${errnoName(ret)} and left ${first.name} at ${first.to} (before: ${first.from}${rest})`,
          where: `block ${start / k.machine.pagesPerBlock}`,
          class: classOfChanges(left),
        });
      },
    };
  },
});
