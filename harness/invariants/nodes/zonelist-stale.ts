import { type Zone, zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/zonelist-stale',
  title: 'no zonelist holds a zone without memory to give',
  fault: {
    short: 'leaves a stale zonelist',
    long: 'leaves a zone without memory on the zonelists',
  },
  class: 'slow path',
  suffers: {
    reader: 'mm/page_alloc.c:get_page_from_freelist',
    under: [],
    how: 'it looks at the zone in vain',
  },
  reason: 'Every allocation that falls back looks at it, for nothing.',
  reliesOn: ['mm/page_alloc.c:build_zonerefs_node', 'mm/memory_hotplug.c:offline_pages'],
  claims: ['L56'],
  rest(view) {
    // Of a zone that boot used up there is nothing to give either, and it is in the lists of every kernel since v5.18.
    const usedUp = (zone: Zone) => zone.present_pages > 0 && view.baseline.zones.get(zone)?.managed === 0;
    const empty = new Set(view.zones.filter((zone) => zone.managed_pages === 0 && !usedUp(zone)).map(zoneKey));
    for (const { node_id, zonelist, online } of view.k.node_data) {
      // Nobody asks a node that is down; its list is made anew when it comes up.
      if (!online) continue;
      const stale = zonelist.split(' ').find((name) => empty.has(name));
      if (stale)
        return {
          message: `${stale} has no memory and is in the zonelist of node ${node_id}`,
          where: `node ${node_id}`,
        };
    }
    return undefined;
  },
});
