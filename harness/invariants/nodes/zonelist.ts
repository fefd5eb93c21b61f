import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'nodes/zonelist',
  title: 'a zone that has memory to give is in the zonelist of every node that is up',
  fault: {
    short: 'leaves zonelists unbuilt',
    long: 'leaves a zone with memory off the zonelists',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'mm/page_alloc.c:get_page_from_freelist',
    under: [],
    how: 'it never comes to the zone: MemFree in /proc/meminfo counts pages that no allocation gets',
  },
  reason: 'The allocator knows no other way to a zone: its pages are counted as memory and cannot be had.',
  reliesOn: ['mm/page_alloc.c:get_page_from_freelist', 'mm/page_alloc.c:build_zonelists'],
  claims: ['L56', 'L57'],
  rest(view) {
    const managed = view.zones.filter(({ managed_pages }) => managed_pages > 0);
    for (const { node_id, zonelist, online } of view.k.node_data) {
      if (!online) continue;
      const listed = zonelist.split(' ');
      const zone = managed.find((each) => !listed.includes(zoneKey(each)));
      if (!zone) continue;
      return {
        message: `${zoneKey(zone)} has ${zone.managed_pages} pages and is not in the zonelist of node ${node_id} (${zonelist || 'empty'})`,
        where: `node ${node_id}`,
      };
    }
    return undefined;
  },
});
