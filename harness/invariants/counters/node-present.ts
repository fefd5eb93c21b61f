import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'counters/node-present',
  title: 'node_present_pages is the sum over the zones of the node',
  fault: {
    short: 'miscounts present pages',
    long: "miscounts a node's present pages against those of its zones",
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/compaction.c:fragmentation_score_node',
    under: [],
    how: 'it weighs a zone by its share of the node, so that proactive compaction runs too often or too late',
  },
  reason: 'Proactive compaction and the shrinking of shadow nodes weigh a node by it. No file shows it.',
  reliesOn: [
    'include/linux/mmzone.h:node_present_pages',
    'mm/compaction.c:fragmentation_score_node',
    'mm/workingset.c:count_shadow_nodes',
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
