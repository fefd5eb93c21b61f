/** Spans and contiguity. */
import { ZONE_NORMAL, type Zone, zone_end_pfn } from '../../kernel/include/mmzone.ts';
import { argument, changed, inside, leftOut, memmapFrom, within } from '../change.ts';
import type { Entries } from '../entry.ts';

const file = 'mm/memory_hotplug/zone_span';

export default {
  'spans/end-looked-for-too-low': {
    title: 'the new end of a zone is looked for one sub-section too low',
    at: `david@v10 ${file}:find_biggest_section_pfn`,
    blame: 'span/pages-in-zone-span span/memmap-in-zone-span span/present-within-span',
    change: argument('find_biggest_section_pfn', 3, (end, k) => end - k.machine.pagesPerSubsection),
  },
  'spans/start-looked-for-too-high': {
    title: 'the new start of a zone is looked for one sub-section too high',
    at: `david@v10 ${file}:find_smallest_section_pfn`,
    blame: 'span/pages-in-zone-span span/memmap-in-zone-span span/present-within-span',
    change: argument('find_smallest_section_pfn', 2, (start, k) => start + k.machine.pagesPerSubsection),
  },
  'spans/last-page-cut-off': {
    title: 'shrink_zone_span() forgets the + 1 at the end',
    at: `oscar@v5 ${file}:shrink_zone_span`,
    blame: 'span/pages-in-zone-span span/present-within-span span/memmap-in-zone-span',
    change: changed('shrink_zone_span', (_k, real) => (zone: Zone, start_pfn, end_pfn) => {
      const atEnd = zone.zone_start_pfn !== start_pfn && zone_end_pfn(zone) === end_pfn;
      real(zone, start_pfn, end_pfn);
      if (atEnd && zone.spanned_pages > 0) zone.spanned_pages -= 1;
    }),
  },
  'spans/start-moves-without-size': {
    title: 'shrink_zone_span() moves the start and keeps the size',
    at: `david@v10 ${file}:shrink_zone_span`,
    blame: 'restore/round-trip span/node-span restore/failed-operation',
    change: changed('shrink_zone_span', (_k, real) => (zone: Zone, start_pfn, end_pfn) => {
      const before = zone.spanned_pages;
      const atStart = zone.zone_start_pfn === start_pfn;
      real(zone, start_pfn, end_pfn);
      if (atStart && zone.spanned_pages > 0) zone.spanned_pages = before;
    }),
  },
  'spans/zones-not-told-apart': {
    title: 'shrinking takes any online page for one of the zone',
    at: `david@v10 ${file}:find_biggest_section_pfn`,
    blame: 'span/zone-edges restore/failed-operation restore/round-trip',
    change: changed(
      'find_biggest_section_pfn',
      (k) => (_nid, _zone, start, end) =>
        k.last_pfn(start, end - 1, k.machine.pagesPerSubsection, (pfn) => k.pfn_to_online_page(pfn) !== null) ?? 0,
    ),
  },
  'spans/never-shrink': {
    title: 'a zone never gives up what it spans',
    at: `unpatched ${file}:shrink_zone_span`,
    blame: 'span/zone-edges restore/round-trip restore/failed-operation',
    change: leftOut('shrink_zone_span'),
  },
  'spans/start-not-lowered': {
    title: 'resize_zone_range() does not lower the start for a block below',
    at: `david@v10 ${file}:resize_zone_range`,
    blame: 'span/pages-in-zone-span span/memmap-in-zone-span',
    change: changed('resize_zone_range', (_k, real) => (zone: Zone, start_pfn, nr_pages) => {
      const { zone_start_pfn, spanned_pages } = zone;
      real(zone, start_pfn, nr_pages);
      if (spanned_pages > 0 && start_pfn < zone_start_pfn) Object.assign(zone, { zone_start_pfn, spanned_pages });
    }),
  },
  'spans/end-not-kept': {
    title: 'resize_zone_range() ends the zone where the new range ends',
    at: `david@v10 ${file}:resize_zone_range`,
    blame: 'span/pages-in-zone-span span/memmap-in-zone-span span/present-within-span',
    change: changed('resize_zone_range', (_k, real) => (zone: Zone, start_pfn, nr_pages) => {
      real(zone, start_pfn, nr_pages);
      zone.spanned_pages = start_pfn + nr_pages - zone.zone_start_pfn;
    }),
  },
  'spans/node-not-grown': {
    title: 'a node does not grow with its zones',
    at: `oscar@v5 ${file}:resize_pgdat_range`,
    blame: 'span/node-span nodes/node-alive',
    change: leftOut('resize_pgdat_range'),
  },
  'spans/node-not-shrunk': {
    title: 'a node does not shrink with its zones',
    at: `david@v10 ${file}:update_pgdat_span`,
    blame: 'span/node-span',
    change: leftOut('update_pgdat_span', inside('remove_pfn_range_from_zone')),
  },
  'spans/contiguous-kept-on-shrink': {
    title: 'contiguous is not cleared when a range leaves a zone',
    at: `david@v10 ${file}:remove_pfn_range_from_zone`,
    blame: 'span/contiguous-is-true',
    change: leftOut('clear_zone_contiguous', inside('remove_pfn_range_from_zone')),
  },
  'spans/contiguous-kept-on-growth': {
    title: 'contiguous is not cleared when a range joins a zone',
    at: `oscar@v5 ${file}:move_pfn_range_to_zone`,
    blame: 'span/contiguous-is-true expectation',
    change: leftOut('clear_zone_contiguous', inside('move_pfn_range_to_zone')),
  },
  'spans/contiguous-not-regained': {
    title: 'contiguous is not looked at again when a range leaves a zone',
    at: `david@v10 ${file}:remove_pfn_range_from_zone`,
    blame: 'span/contiguous-regained',
    change: leftOut('set_zone_contiguous', inside('remove_pfn_range_from_zone')),
  },
  'spans/contiguous-unchecked': {
    title: 'set_zone_contiguous() looks at no pageblock',
    at: 'david@v10 mm/compaction:set_zone_contiguous',
    blame: 'span/contiguous-is-true',
    change: changed('set_zone_contiguous', () => (zone: Zone) => {
      zone.contiguous = true;
    }),
  },
  'spans/memmap-into-normal': {
    title: 'the memmap joins ZONE_NORMAL, whatever zone the block goes to',
    at: 'david@v10 mm/memory_hotplug:mhp_init_memmap_on_memory',
    blame: 'span/one-zone sysfs/valid-zones-online counters/zone-present',
    change: argument<Zone>('mhp_init_memmap_on_memory', 2, (zone, k) => k.NODE_DATA(zone.node).node_zones[ZONE_NORMAL]),
  },
  'spans/zone-of-the-data': {
    title: 'the zone is chosen by the data pages, not by the whole block',
    at: 'david@v10 drivers/base/memory:memory_block_online',
    blame: 'sysfs/valid-zones-promise',
    change: changed('zone_for_pfn_range', (k, real) => (type, nid, start_pfn, nr_pages) => {
      const memmap = within(k, 'memory_block_online') ? memmapFrom(k, start_pfn) : 0;
      return real(type, nid, start_pfn + memmap, nr_pages - memmap);
    }),
  },
  'spans/memmap-left-in-zone': {
    title: 'offlining takes the data pages out of the zone and leaves the memmap in',
    at: 'oscar@v5 mm/memory_hotplug:offline_pages',
    blame: 'span/zone-edges restore/round-trip',
    change: changed('remove_pfn_range_from_zone', (k, real) => (zone, start_pfn, nr_pages) => {
      const memmap = within(k, 'offline_pages') ? memmapFrom(k, start_pfn) : 0;
      real(zone, start_pfn + memmap, nr_pages - memmap);
    }),
  },
} satisfies Entries;
