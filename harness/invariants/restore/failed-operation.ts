import { errnoName } from '../../kernel/include/errno.ts';
import { defineInvariant } from '../invariant.ts';
import { changes, type Projection, project } from '../projection.ts';

export default defineInvariant({
  id: 'restore/failed-operation',
  title: 'an onlining, offlining or adding that fails leaves the guaranteed projection as it was',
  class: 'wrong number to user space',
  reason: 'Who gets an error tries again, or gives up: either way nothing may have happened.',
  reliesOn: [
    'drivers/base/memory.c:memory_block_change_state',
    'mm/memory_hotplug.c:online_pages',
    'mm/memory_hotplug.c:offline_pages',
    'mm/memory_hotplug.c:add_memory_resource',
  ],
  claims: ['L57', 'L59'],
  watch(k, report) {
    const before: Projection[] = [];
    return {
      begin() {
        before.push(project(k));
      },
      end({ kind, start }, ret) {
        const was = before.pop();
        if (ret >= 0 || !was) return;
        const [first, ...more] = changes(was, project(k));
        if (!first) return;
        const rest = more.length > 0 ? `, ${more.length} more` : '';
        const verb = { online: 'onlining', offline: 'offlining', add: 'adding', remove: 'removing' }[kind];
        report({
          message: `${verb} failed with ${errnoName(ret)} and left ${first.name} at ${first.to} (before: ${first.from}${rest})`,
          where: `block ${start / k.machine.pagesPerBlock}`,
        });
      },
    };
  },
});
