import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'counters/node-present',
  title: 'node_present_pages is the sum over the zones of the node',
  class: 'wrong number to user space',
  reason: 'nodeN/meminfo, show_mem() and the size of hash tables per node are taken from it.',
  reliesOn: [
    'include/linux/mmzone.h:node_present_pages',
    'mm/sparse.c:sparse_buffer_init',
    'drivers/base/node.c:node_read_meminfo',
  ],
  claims: ['L12'],
  rest(view) {
    for (const pgdat of view.k.node_data) {
      const sum = pgdat.node_zones.reduce((pages, zone) => pages + zone.present_pages, 0);
      if (pgdat.node_present_pages === sum) continue;
      const message = `node ${pgdat.node_id} has ${pgdat.node_present_pages} present pages, its zones ${sum}`;
      return { message, where: `node ${pgdat.node_id}` };
    }
    return undefined;
  },
});
