/** Onlining: steps left out, swapped, or cut short. */
import { call, defineMistakes, offsetInBlock, within } from './mistake.ts';

const online = 'mm/memory_hotplug/online';

export default defineMistakes([
  {
    id: 'online/full-sections-not-marked',
    title: 'sections that are nothing but memmap are not marked online',
    function: 'mm/memory_hotplug:mhp_init_memmap_on_memory',
    stack: 'david@v10',
    blame: ['visibility/online-block-visible', 'hibernation/online-memory-saved'],
    mistake: (k, base) => ({
      online_mem_sections: (start, end) =>
        k.calls[k.calls.length - 2] === 'mhp_init_memmap_on_memory'
          ? undefined
          : call(base, 'online_mem_sections', start, end),
    }),
  },
  {
    id: 'online/full-sections-stay-marked',
    title: 'sections that are nothing but memmap are not marked offline again',
    function: 'mm/memory_hotplug:mhp_deinit_memmap_on_memory',
    stack: 'david@v10',
    blame: [
      'restore/failed-operation',
      'visibility/visible-pages-initialised',
      'span/memmap-in-zone-span',
      'expectation',
    ],
    mistake: (k, base) => ({
      offline_mem_sections: (start, end) =>
        k.calls[k.calls.length - 2] === 'mhp_deinit_memmap_on_memory'
          ? undefined
          : call(base, 'offline_mem_sections', start, end),
    }),
  },
  {
    id: 'online/shared-section-marked-early',
    title: 'a section that is only in part memmap is marked online with it',
    function: 'mm/memory_hotplug:mhp_init_memmap_on_memory',
    stack: 'david@v10',
    blame: ['restore/failed-operation', 'visibility/offline-pages-hidden', 'visibility/visible-pages-initialised'],
    mistake: (k, base) => ({
      mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
        const ret = call(base, 'mhp_init_memmap_on_memory', pfn, nr_pages, zone);
        if (ret === 0) k.online_mem_sections(pfn, pfn + nr_pages);
        return ret;
      },
    }),
  },
  {
    id: 'online/last-section-not-marked',
    title: 'the last section of the range is not marked online',
    function: 'mm/sparse:online_mem_sections',
    stack: 'unpatched',
    blame: ['visibility/online-block-visible', 'visibility/online-block-marked'],
    mistake: (k, base) => ({
      online_mem_sections: (start, end) =>
        call(base, 'online_mem_sections', start, Math.max(start + 1, end - k.machine.pagesPerSection)),
    }),
  },
  {
    id: 'online/marked-from-the-data',
    title: 'only the sections of the data pages are marked online',
    function: `${online}:online_pages_range`,
    stack: 'oscar@v5',
    blame: ['visibility/online-block-visible'],
    mistake: (k, base) => ({
      online_mem_sections(start, end) {
        const memmap = within(k, 'online_pages_range')
          ? (k.memory_blocks.get(start / k.machine.pagesPerBlock)?.nr_vmemmap_pages ?? 0)
          : 0;
        call(base, 'online_mem_sections', start + memmap, end);
      },
    }),
  },
  {
    id: 'online/sections-marked-first',
    title: 'sections are marked online before the range is in the zone',
    function: 'mm/memory_hotplug/zone_span:move_pfn_range_to_zone',
    stack: 'david@v10',
    blame: [
      'restore/failed-operation',
      'visibility/offline-pages-hidden',
      'visibility/visible-pages-initialised',
      'oops',
    ],
    mistake: (k, base) => ({
      move_pfn_range_to_zone(zone, start, nr_pages, migratetype) {
        k.online_mem_sections(start, start + nr_pages);
        call(base, 'move_pfn_range_to_zone', zone, start, nr_pages, migratetype);
      },
    }),
  },
  {
    id: 'online/memmap-not-initialised',
    title: 'the struct pages of the memmap pages are not initialised',
    function: `${online}:online_pages_locked`,
    stack: 'oscar@v5',
    blame: [
      'visibility/visible-pages-initialised',
      'visibility/online-block-initialised',
      'counters/zone-present',
      'oops',
    ],
    mistake: (_k, base) => ({
      move_pfn_range_to_zone: (zone, start, nr_pages, migratetype) =>
        migratetype === 'UNMOVABLE'
          ? undefined
          : call(base, 'move_pfn_range_to_zone', zone, start, nr_pages, migratetype),
    }),
  },
  {
    id: 'online/memmap-movable',
    title: 'the pageblocks of the memmap become MOVABLE',
    function: 'mm/memory_hotplug:mhp_init_memmap_on_memory',
    stack: 'david@v10',
    blame: ['allocator/memmap-pageblocks-unmovable'],
    mistake: (_k, base) => ({
      move_pfn_range_to_zone: (zone, start, nr_pages, migratetype) =>
        call(
          base,
          'move_pfn_range_to_zone',
          zone,
          start,
          nr_pages,
          migratetype === 'UNMOVABLE' ? 'MOVABLE' : migratetype,
        ),
    }),
  },
  {
    id: 'online/data-not-isolated',
    title: 'the data pages join the zone as MOVABLE, not ISOLATE',
    function: `${online}:online_pages_locked`,
    stack: 'david@v10',
    blame: ['allocator/isolation-ends'],
    mistake: (_k, base) => ({
      move_pfn_range_to_zone: (zone, start, nr_pages, migratetype) =>
        call(
          base,
          'move_pfn_range_to_zone',
          zone,
          start,
          nr_pages,
          migratetype === 'ISOLATE' ? 'MOVABLE' : migratetype,
        ),
    }),
  },
  {
    id: 'online/isolated-not-counted',
    title: 'isolated pageblocks are not counted on the way up',
    function: 'mm/memory_hotplug/offline:adjustIsolatedPageblocks',
    stack: 'unpatched',
    blame: ['oops', 'allocator/isolation-ends'],
    mistake: (_k, base) => ({
      adjustIsolatedPageblocks: (zone, pageblocks) =>
        pageblocks > 0 ? undefined : call(base, 'adjustIsolatedPageblocks', zone, pageblocks),
    }),
  },
  {
    id: 'online/memmap-counted-isolated',
    title: 'the pageblocks of the memmap are counted as isolated too',
    function: `${online}:online_pages_locked`,
    stack: 'david@v10',
    blame: ['allocator/isolation-ends'],
    mistake: (k, base) => ({
      adjustIsolatedPageblocks(zone, pageblocks) {
        const whole = k.machine.pagesPerBlock / k.machine.pageblockPages;
        call(base, 'adjustIsolatedPageblocks', zone, pageblocks > 0 ? whole : pageblocks);
      },
    }),
  },
  {
    id: 'online/isolation-not-undone',
    title: 'pageblocks stay isolated after an onlining',
    function: `${online}:online_pages_locked`,
    stack: 'oscar@v5',
    blame: ['allocator/isolation-ends', 'allocator/no-isolated-pageblock'],
    mistake: (k, base) => ({
      undo_isolate_page_range: (start, end) =>
        within(k, 'online_pages_locked') ? undefined : call(base, 'undo_isolate_page_range', start, end),
    }),
  },
  {
    id: 'online/isolation-half-undone',
    title: 'one pageblock stays isolated after an onlining',
    function: 'mm/page_isolation:undo_isolate_page_range',
    stack: 'david@v10',
    blame: ['allocator/isolation-ends', 'allocator/no-isolated-pageblock'],
    mistake: (k, base) => ({
      undo_isolate_page_range: (start, end) =>
        call(base, 'undo_isolate_page_range', start, Math.max(start, end - k.machine.pageblockPages)),
    }),
  },
  {
    id: 'online/memmap-freed',
    title: 'the buddy is given the memmap pages too',
    function: `${online}:online_pages_range`,
    stack: 'oscar@v5',
    blame: ['memmap/not-in-buddy'],
    mistake: (_k, base) => ({
      online_pages_range: (start, nr_pages) => call(base, 'online_pages_range', start, nr_pages, start),
    }),
  },
  {
    id: 'online/lead-in-left-out',
    title: 'freeing begins at the first largest chunk',
    function: `${online}:online_pages_range`,
    stack: 'david@v10',
    blame: ['counters/zone-managed', 'stuck', 'oops'],
    mistake: (k, base) => ({
      generic_online_page: (pfn, order, chunks) =>
        order < k.machine.maxOrder ? undefined : call(base, 'generic_online_page', pfn, order, chunks),
    }),
  },
  {
    id: 'online/largest-chunks-from-the-start',
    title: 'freeing goes in largest chunks from the first data page on',
    function: `${online}:online_pages_range`,
    stack: 'david@v10',
    blame: ['allocator/chunks-aligned', 'oops', 'allocator/buddy-pages-online'],
    mistake: (k) => ({
      online_pages_range(start_pfn, nr_pages) {
        const { maxOrder } = k.machine;
        k.generic_online_page(start_pfn, maxOrder, Math.ceil(nr_pages / 2 ** maxOrder));
        k.online_mem_sections(start_pfn, start_pfn + nr_pages);
      },
    }),
  },
  {
    id: 'online/managed-counts-chunks-twice',
    title: 'a chunk given to the buddy is counted as managed twice',
    function: 'mm/page_alloc:generic_online_page',
    stack: 'unpatched',
    blame: ['counters/zone-managed'],
    mistake: (k, base) => ({
      generic_online_page(pfn, order, chunks = 1) {
        call(base, 'generic_online_page', pfn, order, chunks);
        const zone = k.page_zone(k.pfn_to_page(pfn));
        if (zone) zone.managed_pages += 2 ** order;
      },
    }),
  },
  {
    id: 'online/veto-forgotten',
    title: 'the errno of a subscriber is not looked at',
    function: `${online}:online_pages_locked`,
    stack: 'david@v10',
    blame: ['expectation', 'notifiers/balance'],
    mistake: (_k, base) => ({
      memory_notify(event, arg) {
        const ret = call(base, 'memory_notify', event, arg);
        return event === 'MEM_GOING_ONLINE' ? 0 : ret;
      },
    }),
  },
  {
    id: 'online/veto-leaves-data-in-zone',
    title: 'a refused onlining leaves the data pages in the zone',
    function: `${online}:online_pages_locked`,
    stack: 'david@v10',
    blame: ['restore/failed-operation'],
    mistake: (k, base) => ({
      remove_pfn_range_from_zone: (...args) =>
        within(k, 'online_pages_locked') ? undefined : call(base, 'remove_pfn_range_from_zone', ...args),
    }),
  },
  {
    id: 'online/veto-leaves-memmap-in-zone',
    title: 'a refused onlining leaves the memmap in the zone',
    function: 'drivers/base/memory:memory_block_online',
    stack: 'david@v10',
    blame: ['restore/failed-operation', 'restore/round-trip'],
    mistake: (k, base) => ({
      mhp_deinit_memmap_on_memory: (...args) =>
        within(k, 'memory_block_online') ? undefined : call(base, 'mhp_deinit_memmap_on_memory', ...args),
    }),
  },
  {
    id: 'online/veto-removes-data-only',
    title: 'a refused onlining takes only the data pages out of the zone',
    function: `${online}:online_pages_locked`,
    stack: 'oscar@v5',
    blame: ['restore/failed-operation', 'restore/round-trip'],
    mistake: (k, base) => ({
      remove_pfn_range_from_zone(zone, start, nr_pages) {
        const memmap =
          within(k, 'online_pages_locked') && offsetInBlock(k, start) === 0
            ? (k.memory_blocks.get(start / k.machine.pagesPerBlock)?.nr_vmemmap_pages ?? 0)
            : 0;
        call(base, 'remove_pfn_range_from_zone', zone, start + memmap, nr_pages - memmap);
      },
    }),
  },
]);
