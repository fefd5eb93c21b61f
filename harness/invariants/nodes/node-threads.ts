import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/node-threads',
  title: 'kswapd and kcompactd run for a node exactly while it has memory to give',
  fault: {
    short: 'leaves kswapd wrong',
    long: 'leaves kswapd or kcompactd running for nothing, or not running',
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/vmscan.c:wakeup_kswapd',
    under: [],
    how: 'it wakes nobody, and every allocation reclaims for itself; or a thread for nothing',
  },
  reason: 'Without them every allocation reclaims for itself; left behind they wake for a node that has nothing.',
  reliesOn: ['mm/vmscan.c:wakeup_kswapd', 'mm/compaction.c:wakeup_kcompactd', 'mm/memory_hotplug.c:offline_pages'],
  claims: ['L56'],
  rest(view) {
    for (const { node_id, node_zones, kswapd, kcompactd } of view.k.node_data) {
      const memory = node_zones.some(({ managed_pages }) => managed_pages > 0);
      if (kswapd === memory && kcompactd === memory) continue;
      const which = kswapd !== memory ? 'kswapd' : 'kcompactd';
      return {
        message: `node ${node_id} has ${memory ? '' : 'no '}memory and ${which} ${memory ? 'does not run' : 'runs'}`,
        where: `node ${node_id}`,
      };
    }
    return undefined;
  },
});
