import { pgdat_end_pfn, zone_end_pfn } from '../../kernel/include/mmzone.ts';
import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'span/node-span',
  title: 'a node spans exactly what its zones span',
  fault: {
    short: "leaves a node's span wrong",
    long: "leaves a node's span another than that of its zones",
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/memory_hotplug.c:try_offline_node',
    under: [],
    how: 'it keeps a node that spans something, though nothing is left of it',
  },
  reason: 'A node goes away when it spans nothing, and no sooner.',
  reliesOn: ['mm/memory_hotplug.c:try_offline_node', 'mm/memory_hotplug.c:update_pgdat_span'],
  claims: ['L10', 'L24'],
  rest(view) {
    for (const pgdat of view.k.node_data) {
      const zones = pgdat.node_zones.filter((zone) => zone.spanned_pages > 0);
      const start = zones.length > 0 ? Math.min(...zones.map((zone) => zone.zone_start_pfn)) : 0;
      const end = zones.length > 0 ? Math.max(...zones.map(zone_end_pfn)) : 0;
      if (pgdat.node_spanned_pages === end - start && (end === start || pgdat.node_start_pfn === start)) continue;
      const has = showRun([pgdat.node_start_pfn, pgdat_end_pfn(pgdat)]);
      const message = `node ${pgdat.node_id} spans ${has}, its zones span ${showRun([start, end])}`;
      return { message, where: `node ${pgdat.node_id}` };
    }
    return undefined;
  },
});
