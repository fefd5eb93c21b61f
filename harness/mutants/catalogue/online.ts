/** Onlining: steps left out, swapped, or cut short. */
import { argument, calledBy, changed, inside, leftOut, memmapFrom, within } from '../change.ts';
import type { Entries } from '../entry.ts';

const online = 'mm/memory_hotplug/online';
const hotplug = 'mm/memory_hotplug';

export default {
  'online/full-sections-not-marked': {
    title: 'sections that are nothing but memmap are not marked online',
    at: `david@v10 ${hotplug}:mhp_init_memmap_on_memory`,
    blame: 'visibility/online-block-visible hibernation/online-memory-saved',
    change: leftOut('online_mem_sections', calledBy('mhp_init_memmap_on_memory')),
  },
  'online/full-sections-stay-marked': {
    title: 'sections that are nothing but memmap are not marked offline again',
    at: `david@v10 ${hotplug}:mhp_deinit_memmap_on_memory`,
    blame: 'restore/failed-operation visibility/visible-pages-initialised span/memmap-in-zone-span expectation',
    change: leftOut('offline_mem_sections', calledBy('mhp_deinit_memmap_on_memory')),
  },
  'online/shared-section-marked-early': {
    title: 'a section that is only in part memmap is marked online with it',
    at: `david@v10 ${hotplug}:mhp_init_memmap_on_memory`,
    blame: 'restore/failed-operation visibility/offline-pages-hidden visibility/visible-pages-initialised',
    change: changed('mhp_init_memmap_on_memory', (k, real) => (pfn, nr_pages, zone) => {
      const ret = real(pfn, nr_pages, zone);
      if (ret === 0) k.online_mem_sections(pfn, pfn + nr_pages);
      return ret;
    }),
  },
  'online/last-section-not-marked': {
    title: 'the last section of the range is not marked online',
    at: 'unpatched mm/sparse:online_mem_sections',
    blame: 'visibility/online-block-visible visibility/online-block-marked',
    change: changed(
      'online_mem_sections',
      (k, real) => (start, end) => real(start, Math.max(start + 1, end - k.machine.pagesPerSection)),
    ),
  },
  'online/marked-from-the-data': {
    title: 'only the sections of the data pages are marked online',
    at: `oscar@v5 ${online}:online_pages_range`,
    blame: 'visibility/online-block-visible',
    change: argument(
      'online_mem_sections',
      0,
      (start, k) => start + (within(k, 'online_pages_range') ? memmapFrom(k, start) : 0),
    ),
  },
  'online/sections-marked-first': {
    title: 'sections are marked online before the range is in the zone',
    at: `david@v10 ${hotplug}/zone_span:move_pfn_range_to_zone`,
    blame: 'restore/failed-operation visibility/offline-pages-hidden visibility/visible-pages-initialised oops',
    change: changed('move_pfn_range_to_zone', (k, real) => (zone, start, nr_pages, migratetype) => {
      k.online_mem_sections(start, start + nr_pages);
      real(zone, start, nr_pages, migratetype);
    }),
  },
  'online/memmap-not-initialised': {
    title: 'the struct pages of the memmap pages are not initialised',
    at: `oscar@v5 ${online}:online_pages`,
    blame: 'visibility/visible-pages-initialised visibility/online-block-initialised counters/zone-present oops',
    change: leftOut(
      'move_pfn_range_to_zone',
      (_k, _zone, _start, _nr_pages, migratetype) => migratetype === 'UNMOVABLE',
    ),
  },
  'online/memmap-movable': {
    title: 'the pageblocks of the memmap become MOVABLE',
    at: `david@v10 ${hotplug}:mhp_init_memmap_on_memory`,
    blame: 'allocator/memmap-pageblocks-unmovable',
    change: argument<string>('move_pfn_range_to_zone', 3, (type) => (type === 'UNMOVABLE' ? 'MOVABLE' : type)),
  },
  'online/data-not-isolated': {
    title: 'the data pages join the zone as MOVABLE, not ISOLATE',
    at: `david@v10 ${online}:online_pages`,
    blame: 'allocator/isolation-ends',
    change: argument<string>('move_pfn_range_to_zone', 3, (type) => (type === 'ISOLATE' ? 'MOVABLE' : type)),
  },
  'online/isolated-not-counted': {
    title: 'isolated pageblocks are not counted on the way up',
    at: `unpatched ${hotplug}/offline:adjustIsolatedPageblocks`,
    blame: 'oops allocator/isolation-ends',
    change: leftOut('adjustIsolatedPageblocks', (_k, _zone, pageblocks) => pageblocks > 0),
  },
  'online/memmap-counted-isolated': {
    title: 'the pageblocks of the memmap are counted as isolated too',
    at: `david@v10 ${online}:online_pages`,
    blame: 'allocator/isolation-ends',
    change: argument('adjustIsolatedPageblocks', 1, (pageblocks, { machine }) =>
      pageblocks > 0 ? machine.pagesPerBlock / machine.pageblockPages : pageblocks,
    ),
  },
  'online/isolation-not-undone': {
    title: 'pageblocks stay isolated after an onlining',
    at: `oscar@v5 ${online}:online_pages`,
    blame: 'allocator/isolation-ends allocator/no-isolated-pageblock',
    change: leftOut('undo_isolate_page_range', inside('online_pages')),
  },
  'online/isolation-half-undone': {
    title: 'one pageblock stays isolated after an onlining',
    at: 'david@v10 mm/page_isolation:undo_isolate_page_range',
    blame: 'allocator/isolation-ends allocator/no-isolated-pageblock',
    change: changed(
      'undo_isolate_page_range',
      (k, real) => (start, end) => real(start, Math.max(start, end - k.machine.pageblockPages)),
    ),
  },
  'online/memmap-freed': {
    title: 'the buddy is given the memmap pages too',
    at: `oscar@v5 ${online}:online_pages_range`,
    blame: 'memmap/not-in-buddy',
    change: changed('online_pages_range', (_k, real) => (start, nr_pages) => real(start, nr_pages, start)),
  },
  'online/lead-in-left-out': {
    title: 'freeing begins at the first largest chunk',
    at: `david@v10 ${online}:online_pages_range`,
    blame: 'counters/zone-managed stuck oops',
    change: leftOut('generic_online_page', (k, _pfn, order) => order < k.machine.maxOrder),
  },
  'online/largest-chunks-from-the-start': {
    title: 'freeing goes in largest chunks from the first data page on',
    at: `david@v10 ${online}:online_pages_range`,
    blame: 'allocator/chunks-aligned oops allocator/buddy-pages-online',
    change: changed('online_pages_range', (k) => (start_pfn, nr_pages) => {
      const { maxOrder } = k.machine;
      k.generic_online_page(start_pfn, maxOrder, Math.ceil(nr_pages / 2 ** maxOrder));
      k.online_mem_sections(start_pfn, start_pfn + nr_pages);
    }),
  },
  'online/managed-counts-chunks-twice': {
    title: 'a chunk given to the buddy is counted as managed twice',
    at: 'unpatched mm/page_alloc:generic_online_page',
    blame: 'counters/zone-managed',
    change: changed('generic_online_page', (k, real) => (pfn, order, chunks = 1) => {
      real(pfn, order, chunks);
      const zone = k.page_zone(k.pfn_to_page(pfn));
      if (zone) zone.managed_pages += 2 ** order;
    }),
  },
  'online/veto-forgotten': {
    title: 'the errno of a subscriber is not looked at',
    at: `david@v10 ${online}:online_pages`,
    blame: 'expectation notifiers/balance',
    change: changed('memory_notify', (_k, real) => (event, arg) => {
      const ret = real(event, arg);
      return event === 'MEM_GOING_ONLINE' ? 0 : ret;
    }),
  },
  'online/veto-leaves-data-in-zone': {
    title: 'a refused onlining leaves the data pages in the zone',
    at: `david@v10 ${online}:online_pages`,
    blame: 'restore/failed-operation',
    change: leftOut('remove_pfn_range_from_zone', inside('online_pages')),
  },
  'online/veto-leaves-memmap-in-zone': {
    title: 'a refused onlining leaves the memmap in the zone',
    at: 'david@v10 drivers/base/memory:memory_block_online',
    blame: 'restore/failed-operation restore/round-trip',
    change: leftOut('mhp_deinit_memmap_on_memory', inside('memory_block_online')),
  },
  'online/veto-removes-data-only': {
    title: 'a refused onlining takes only the data pages out of the zone',
    at: `oscar@v5 ${online}:online_pages`,
    blame: 'restore/failed-operation restore/round-trip',
    change: changed('remove_pfn_range_from_zone', (k, real) => (zone, start, nr_pages) => {
      const memmap = within(k, 'online_pages') ? memmapFrom(k, start) : 0;
      real(zone, start + memmap, nr_pages - memmap);
    }),
  },
} satisfies Entries;
