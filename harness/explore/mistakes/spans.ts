/** Spans and contiguity. */
import { ZONE_NORMAL, type Zone, zone_end_pfn } from '../../kernel/include/mmzone.ts';
import { call, defineMistakes, offsetInBlock, within } from './mistake.ts';

const file = 'mm/memory_hotplug/zone_span';

export default defineMistakes([
  {
    id: 'spans/end-looked-for-too-low',
    title: 'the new end of a zone is looked for one sub-section too low',
    function: `${file}:find_biggest_section_pfn`,
    stack: 'david@v10',
    blame: ['span/pages-in-zone-span', 'span/memmap-in-zone-span', 'span/present-within-span'],
    mistake: (k, base) => ({
      find_biggest_section_pfn: (nid, zone, start, end) =>
        call(base, 'find_biggest_section_pfn', nid, zone, start, end - k.machine.pagesPerSubsection),
    }),
  },
  {
    id: 'spans/start-looked-for-too-high',
    title: 'the new start of a zone is looked for one sub-section too high',
    function: `${file}:find_smallest_section_pfn`,
    stack: 'david@v10',
    blame: ['span/pages-in-zone-span', 'span/memmap-in-zone-span', 'span/present-within-span'],
    mistake: (k, base) => ({
      find_smallest_section_pfn: (nid, zone, start, end) =>
        call(base, 'find_smallest_section_pfn', nid, zone, start + k.machine.pagesPerSubsection, end),
    }),
  },
  {
    id: 'spans/last-page-cut-off',
    title: 'shrink_zone_span() forgets the + 1 at the end',
    function: `${file}:shrink_zone_span`,
    stack: 'oscar@v5',
    blame: ['span/pages-in-zone-span', 'span/present-within-span', 'span/memmap-in-zone-span'],
    mistake: (_k, base) => ({
      shrink_zone_span(zone: Zone, start_pfn, end_pfn) {
        const { zone_start_pfn } = zone;
        const atEnd = zone_start_pfn !== start_pfn && zone_end_pfn(zone) === end_pfn;
        call(base, 'shrink_zone_span', zone, start_pfn, end_pfn);
        if (atEnd && zone.spanned_pages > 0) zone.spanned_pages -= 1;
      },
    }),
  },
  {
    id: 'spans/start-moves-without-size',
    title: 'shrink_zone_span() moves the start and keeps the size',
    function: `${file}:shrink_zone_span`,
    stack: 'david@v10',
    blame: ['restore/round-trip', 'span/node-span', 'restore/failed-operation'],
    mistake: (_k, base) => ({
      shrink_zone_span(zone: Zone, start_pfn, end_pfn) {
        const before = zone.spanned_pages;
        const atStart = zone.zone_start_pfn === start_pfn;
        call(base, 'shrink_zone_span', zone, start_pfn, end_pfn);
        if (atStart && zone.spanned_pages > 0) zone.spanned_pages = before;
      },
    }),
  },
  {
    id: 'spans/zones-not-told-apart',
    title: 'shrinking takes any online page for one of the zone',
    function: `${file}:find_biggest_section_pfn`,
    stack: 'david@v10',
    blame: ['span/zone-edges', 'restore/failed-operation', 'restore/round-trip'],
    mistake: (k) => ({
      find_biggest_section_pfn: (_nid, _zone, start, end) =>
        k.last_pfn(start, end - 1, k.machine.pagesPerSubsection, (pfn) => k.pfn_to_online_page(pfn) !== null) ?? 0,
    }),
  },
  {
    id: 'spans/never-shrink',
    title: 'a zone never gives up what it spans',
    function: `${file}:shrink_zone_span`,
    stack: 'unpatched',
    blame: ['span/zone-edges', 'restore/round-trip', 'restore/failed-operation'],
    mistake: () => ({ shrink_zone_span: () => undefined }),
  },
  {
    id: 'spans/start-not-lowered',
    title: 'resize_zone_range() does not lower the start for a block below',
    function: `${file}:resize_zone_range`,
    stack: 'david@v10',
    blame: ['span/pages-in-zone-span', 'span/memmap-in-zone-span'],
    mistake: (_k, base) => ({
      resize_zone_range(zone: Zone, start_pfn, nr_pages) {
        const { zone_start_pfn, spanned_pages } = zone;
        call(base, 'resize_zone_range', zone, start_pfn, nr_pages);
        if (spanned_pages > 0 && start_pfn < zone_start_pfn) {
          zone.zone_start_pfn = zone_start_pfn;
          zone.spanned_pages = spanned_pages;
        }
      },
    }),
  },
  {
    id: 'spans/end-not-kept',
    title: 'resize_zone_range() ends the zone where the new range ends',
    function: `${file}:resize_zone_range`,
    stack: 'david@v10',
    blame: ['span/pages-in-zone-span', 'span/memmap-in-zone-span', 'span/present-within-span'],
    mistake: (_k, base) => ({
      resize_zone_range(zone: Zone, start_pfn, nr_pages) {
        call(base, 'resize_zone_range', zone, start_pfn, nr_pages);
        zone.spanned_pages = start_pfn + nr_pages - zone.zone_start_pfn;
      },
    }),
  },
  {
    id: 'spans/node-not-grown',
    title: 'a node does not grow with its zones',
    function: `${file}:resize_pgdat_range`,
    stack: 'oscar@v5',
    blame: ['span/node-span', 'nodes/node-alive'],
    mistake: () => ({ resize_pgdat_range: () => undefined }),
  },
  {
    id: 'spans/node-not-shrunk',
    title: 'a node does not shrink with its zones',
    function: `${file}:update_pgdat_span`,
    stack: 'david@v10',
    blame: ['span/node-span'],
    mistake: (k, base) => ({
      update_pgdat_span: (nid) =>
        within(k, 'remove_pfn_range_from_zone') ? undefined : call(base, 'update_pgdat_span', nid),
    }),
  },
  {
    id: 'spans/contiguous-kept-on-shrink',
    title: 'contiguous is not cleared when a range leaves a zone',
    function: `${file}:remove_pfn_range_from_zone`,
    stack: 'david@v10',
    blame: ['span/contiguous-is-true'],
    mistake: (k, base) => ({
      clear_zone_contiguous: (zone) =>
        within(k, 'remove_pfn_range_from_zone') ? undefined : call(base, 'clear_zone_contiguous', zone),
    }),
  },
  {
    id: 'spans/contiguous-kept-on-growth',
    title: 'contiguous is not cleared when a range joins a zone',
    function: `${file}:move_pfn_range_to_zone`,
    stack: 'oscar@v5',
    blame: ['span/contiguous-is-true', 'expectation'],
    mistake: (k, base) => ({
      clear_zone_contiguous: (zone) =>
        within(k, 'move_pfn_range_to_zone') ? undefined : call(base, 'clear_zone_contiguous', zone),
    }),
  },
  {
    id: 'spans/contiguous-not-regained',
    title: 'contiguous is not looked at again when a range leaves a zone',
    function: `${file}:remove_pfn_range_from_zone`,
    stack: 'david@v10',
    blame: ['span/contiguous-regained'],
    mistake: (k, base) => ({
      set_zone_contiguous: (zone) =>
        within(k, 'remove_pfn_range_from_zone') ? undefined : call(base, 'set_zone_contiguous', zone),
    }),
  },
  {
    id: 'spans/contiguous-unchecked',
    title: 'set_zone_contiguous() looks at no pageblock',
    function: 'mm/compaction:set_zone_contiguous',
    stack: 'david@v10',
    blame: ['span/contiguous-is-true'],
    mistake: () => ({
      set_zone_contiguous(zone: Zone) {
        zone.contiguous = true;
      },
    }),
  },
  {
    id: 'spans/memmap-into-normal',
    title: 'the memmap joins ZONE_NORMAL, whatever zone the block goes to',
    function: 'mm/memory_hotplug:mhp_init_memmap_on_memory',
    stack: 'david@v10',
    blame: ['span/one-zone', 'sysfs/valid-zones-online', 'counters/zone-present'],
    mistake: (k, base) => ({
      mhp_init_memmap_on_memory: (pfn, nr_pages, zone: Zone) =>
        call(base, 'mhp_init_memmap_on_memory', pfn, nr_pages, k.NODE_DATA(zone.node).node_zones[ZONE_NORMAL]),
    }),
  },
  {
    id: 'spans/zone-of-the-data',
    title: 'the zone is chosen by the data pages, not by the whole block',
    function: 'drivers/base/memory:memory_block_online',
    stack: 'david@v10',
    blame: ['sysfs/valid-zones-promise'],
    mistake: (k, base) => ({
      zone_for_pfn_range(type, nid, group, start_pfn, nr_pages) {
        const memmap = within(k, 'memory_block_online')
          ? (k.memory_blocks.get(start_pfn / k.machine.pagesPerBlock)?.nr_vmemmap_pages ?? 0)
          : 0;
        return call(base, 'zone_for_pfn_range', type, nid, group, start_pfn + memmap, nr_pages - memmap);
      },
    }),
  },
  {
    id: 'spans/memmap-left-in-zone',
    title: 'offlining takes the data pages out of the zone and leaves the memmap in',
    function: 'mm/memory_hotplug:offline_pages_locked',
    stack: 'oscar@v5',
    blame: ['span/zone-edges', 'restore/round-trip'],
    mistake: (k, base) => ({
      remove_pfn_range_from_zone(zone, start_pfn, nr_pages) {
        const memmap =
          within(k, 'offline_pages_locked') && offsetInBlock(k, start_pfn) === 0
            ? (k.memory_blocks.get(start_pfn / k.machine.pagesPerBlock)?.nr_vmemmap_pages ?? 0)
            : 0;
        call(base, 'remove_pfn_range_from_zone', zone, start_pfn + memmap, nr_pages - memmap);
      },
    }),
  },
]);
