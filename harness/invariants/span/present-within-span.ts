import { zoneKey } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'span/present-within-span',
  title: 'present pages never exceed the spanned ones, nor managed the present ones',
  fault: {
    short: 'counts more than it spans',
    long: 'leaves more pages present than spanned',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'mm/vmstat.c:zoneinfo_show_print',
    under: [],
    how: '/proc/zoneinfo shows more present than spanned pages, or more managed than present ones; the pages that a walk misses are told by span/*-in-zone-span',
  },
  reason:
    'spanned minus present is the size of the holes, an unsigned number. What a walk over the span then misses, the invariants of single pages tell.',
  reliesOn: [
    'kernel/power/snapshot.c:count_data_pages',
    'mm/page_alloc.c:calc_memmap_size',
    'mm/page_alloc.c:zone_spans_pfn',
  ],
  claims: ['L12', 'L23'],
  rest(view) {
    for (const zone of view.zones) {
      const { present_pages, spanned_pages, managed_pages } = zone;
      const where = `zone ${zoneKey(zone)}`;
      if (present_pages > spanned_pages)
        return { message: `${zoneKey(zone)} has ${present_pages} present pages in a span of ${spanned_pages}`, where };
      if (managed_pages > present_pages)
        return {
          message: `${zoneKey(zone)} manages ${managed_pages} of ${present_pages} present pages`,
          where,
          class: 'wrong number to user space',
        };
    }
    return undefined;
  },
});
