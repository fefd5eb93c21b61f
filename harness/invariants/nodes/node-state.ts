import { ZONE_NORMAL } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/node-state',
  title: 'N_MEMORY and N_NORMAL_MEMORY say whether the node has memory to give, and kernel memory',
  fault: {
    short: 'leaves N_MEMORY wrong',
    long: 'leaves N_MEMORY or N_NORMAL_MEMORY saying what is not so',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'drivers/base/node.c:show_node_state',
    under: [],
    how: '/sys/devices/system/node/has_memory is wrong, and cpusets and policies follow it',
  },
  reason:
    'has_memory in sysfs, cpusets and memory policies send allocations to the nodes that are set, and to no other.',
  reliesOn: [
    'drivers/base/node.c:show_node_state',
    'kernel/cgroup/cpuset.c:cpuset_hotplug_workfn',
    'mm/mempolicy.c:mpol_set_nodemask',
  ],
  claims: ['L56'],
  rest(view) {
    for (const { node_id, node_zones, N_MEMORY, N_NORMAL_MEMORY } of view.k.node_data) {
      const memory = node_zones.some(({ managed_pages }) => managed_pages > 0);
      const normal = node_zones.some(({ managed_pages, index }) => managed_pages > 0 && index <= ZONE_NORMAL);
      const where = `node ${node_id}`;
      const say = (state: string, has: boolean) => ({
        message: `${where} has ${has ? '' : 'no '}memory of that kind and ${state} is ${has ? 'clear' : 'set'}`,
        where,
      });
      if (N_MEMORY !== memory) return say('N_MEMORY', memory);
      if (N_NORMAL_MEMORY !== normal) return say('N_NORMAL_MEMORY', normal);
    }
    return undefined;
  },
});
