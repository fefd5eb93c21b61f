import { zoneKey } from '../../kernel/include/mmzone.ts';
import { zoneOfLink } from '../../kernel/state.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'span/one-zone',
  title: 'all pages of an online block are in one zone',
  fault: {
    short: 'splits a block over two zones',
    long: 'leaves the pages of one block in two zones',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/memory_hotplug.c:test_pages_in_a_zone',
    under: [],
    how: 'up to v5.17 it refuses to take such a range offline',
  },
  reason:
    'Offlining, valid_zones and the counting of groups treat a block as belonging to one zone. Pages of another zone among them are islands to whatever walks either zone.',
  reliesOn: [
    'mm/memory_hotplug.c:test_pages_in_a_zone',
    'mm/page_alloc.c:set_zone_contiguous',
    'drivers/base/memory.c:early_node_zone_for_memory_block',
  ],
  claims: ['L26', 'L29', 'L30'],
  rest(view) {
    for (const mem of view.online()) {
      const [start, end] = view.rangeOf(mem);
      const links = view.k.maps.page_link;
      if (links.nextChange(start) >= end) continue;
      const other = links.nextChange(start);
      const name = (pfn: number) => {
        const zone = zoneOfLink(view.k, links.get(pfn));
        return zone ? zoneKey(zone) : 'no zone';
      };
      return {
        message: `online block ${mem.id} has ${other - start} pages in ${name(start)} and more in ${name(other)}`,
        where: `block ${mem.id}`,
      };
    }
    return undefined;
  },
});
