/** Offlining: steps left out, and ways back that do not get there. */
import { NUMA_NO_NODE } from '../../kernel/include/mmzone.ts';
import { call, defineMistakes, within } from './mistake.ts';

const offline = 'mm/memory_hotplug/offline';

export default defineMistakes([
  {
    id: 'offline/last-section-stays',
    title: 'the last section of the range stays online',
    function: 'mm/sparse:offline_mem_sections',
    stack: 'unpatched',
    blame: ['visibility/offline-pages-hidden'],
    mistake: (k, base) => ({
      offline_mem_sections: (start, end) => call(base, 'offline_mem_sections', start, end - k.machine.pagesPerSection),
    }),
  },
  {
    id: 'offline/sections-stay',
    title: 'the sections stay online',
    function: 'mm/page_alloc:__offline_isolated_pages',
    stack: 'oscar@v5',
    blame: ['visibility/offline-pages-hidden'],
    mistake: (k, base) => ({
      offline_mem_sections: (start, end) =>
        within(k, '__offline_isolated_pages') ? undefined : call(base, 'offline_mem_sections', start, end),
    }),
  },
  {
    id: 'offline/isolated-not-uncounted',
    title: 'isolated pageblocks are not taken off the count on the way down',
    function: `${offline}:adjustIsolatedPageblocks`,
    stack: 'david@v10',
    blame: ['allocator/isolation-ends'],
    mistake: (_k, base) => ({
      adjustIsolatedPageblocks: (zone, pageblocks) =>
        pageblocks < 0 ? undefined : call(base, 'adjustIsolatedPageblocks', zone, pageblocks),
    }),
  },
  {
    id: 'offline/failure-keeps-isolation',
    title: 'a refused offlining leaves the pageblocks isolated',
    function: `${offline}:offline_pages_locked`,
    stack: 'david@v10',
    blame: ['allocator/isolation-ends', 'allocator/no-isolated-pageblock', 'restore/failed-operation'],
    mistake: (k, base) => ({
      undo_isolate_page_range: (start, end) =>
        k.calls[k.calls.length - 2] === 'offline_pages_locked'
          ? undefined
          : call(base, 'undo_isolate_page_range', start, end),
    }),
  },
  {
    id: 'offline/failure-keeps-part-isolated',
    title: 'isolation that fails half way leaves the pageblocks before isolated',
    function: 'mm/page_isolation:start_isolate_page_range',
    stack: 'oscar@v5',
    blame: ['allocator/isolation-ends', 'allocator/no-isolated-pageblock', 'restore/failed-operation'],
    mistake: (k, base) => ({
      undo_isolate_page_range: (start, end) =>
        within(k, 'start_isolate_page_range') ? undefined : call(base, 'undo_isolate_page_range', start, end),
    }),
  },
  {
    id: 'offline/failure-keeps-pcp-off',
    title: 'a failure to isolate leaves the per-cpu lists off',
    function: `${offline}:offline_pages_locked`,
    stack: 'unpatched',
    blame: ['locks/released', 'oops'],
    mistake: (k, base) => {
      let failed = false;
      return {
        start_isolate_page_range(start, end) {
          const ret = call(base, 'start_isolate_page_range', start, end);
          failed = ret !== 0;
          return ret;
        },
        zone_pcp_enable: (zone) =>
          failed && within(k, 'offline_pages_locked') ? undefined : call(base, 'zone_pcp_enable', zone),
      };
    },
  },
  {
    id: 'offline/signal-ignored',
    title: 'a pending signal does not end the loop',
    function: `${offline}:emptyIsolatedRange`,
    stack: 'david@v10',
    blame: ['stuck', 'expectation'],
    mistake: (k, base) => ({
      emptyIsolatedRange(start, end) {
        const pending = k.signal_pending;
        k.signal_pending = false;
        const ret = call(base, 'emptyIsolatedRange', start, end);
        k.signal_pending = pending;
        return ret;
      },
    }),
  },
  {
    id: 'offline/unmovable-pages-isolated',
    title: 'isolation does not look for unmovable pages',
    function: 'mm/page_isolation:isUnmovablePage',
    stack: 'david@v10',
    blame: ['stuck', 'oops', 'expectation'],
    mistake: () => ({ isUnmovablePage: () => false }),
  },
  {
    id: 'offline/memmap-isolated',
    title: 'isolation begins at the first page of the block',
    function: `${offline}:offline_pages_locked`,
    stack: 'oscar@v5',
    blame: ['expectation'],
    mistake: (k, base) => ({
      start_isolate_page_range: (start, end) =>
        call(base, 'start_isolate_page_range', start - (start % k.machine.pagesPerBlock), end),
    }),
  },
  {
    id: 'offline/not-tested-again',
    title: 'the range is not tested for being free',
    function: 'mm/page_isolation:test_pages_isolated',
    stack: 'unpatched',
    blame: ['oops', 'stuck', 'expectation'],
    survives:
      'what the test finds and the scan before it does not is kernel pages in a movable zone, over which the right design never ends either',
    mistake: () => ({ test_pages_isolated: () => 0 }),
  },
  {
    id: 'offline/migrated-pages-lost',
    title: 'the old places of migrated pages do not go to the buddy',
    function: 'mm/memory_hotplug/migrate:do_migrate_range',
    stack: 'david@v10',
    blame: ['counters/pages-conserved', 'oops', 'stuck'],
    mistake: (k, base) => ({
      do_migrate_range(start, end) {
        const zone = k.page_zone(k.pfn_to_page(start));
        const before = zone?.free_pages ?? 0;
        const moved = call(base, 'do_migrate_range', start, end);
        if (zone) zone.free_pages = before;
        return moved;
      },
    }),
  },
  {
    id: 'offline/pages-stay-in-buddy',
    title: 'the pages are not taken off the free lists',
    function: 'mm/page_alloc:__offline_isolated_pages',
    stack: 'unpatched',
    blame: ['allocator/buddy-pages-online', 'counters/pages-conserved'],
    mistake: (k) => ({ __offline_isolated_pages: (start, end) => k.offline_mem_sections(start, end) }),
  },
  {
    id: 'offline/managed-of-the-block',
    title: 'managed_pages is lowered by the whole block',
    function: `${offline}:offline_pages_locked`,
    stack: 'oscar@v5',
    blame: ['counters/zone-managed', 'oops'],
    mistake: (k, base) => ({
      adjust_managed_page_count: (zone, nr_pages) =>
        call(base, 'adjust_managed_page_count', zone, Math.sign(nr_pages) * k.machine.pagesPerBlock),
    }),
  },
  {
    id: 'offline/last-memory-off-by-one',
    title: 'a node is thought to keep memory when it loses exactly what it has',
    function: `${offline}:node_states_check_changes_offline`,
    stack: 'david@v10',
    blame: ['nodes/node-state', 'nodes/node-threads'],
    mistake: (_k, base) => ({
      node_states_check_changes_offline: (nr_pages, zone, arg) =>
        call(base, 'node_states_check_changes_offline', nr_pages - 1, zone, arg),
    }),
  },
  {
    id: 'offline/normal-memory-forgotten',
    title: 'N_NORMAL_MEMORY is never given up',
    function: `${offline}:node_states_check_changes_offline`,
    stack: 'unpatched',
    blame: ['nodes/node-state'],
    mistake: (_k, base) => ({
      node_states_check_changes_offline(nr_pages, zone, arg) {
        call(base, 'node_states_check_changes_offline', nr_pages, zone, arg);
        arg.status_change_nid_normal = NUMA_NO_NODE;
      },
    }),
  },
  {
    id: 'offline/state-stays-going',
    title: 'a refused offlining leaves the block in going-offline',
    function: 'drivers/base/memory:memory_block_change_state',
    stack: 'david@v10',
    blame: ['restore/failed-operation', 'counters/zone-present'],
    mistake: (_k, base) => ({
      memory_block_change_state(mem, to, from) {
        const ret = call(base, 'memory_block_change_state', mem, to, from);
        if (ret && to === 'MEM_OFFLINE' && mem.state === from) mem.state = 'MEM_GOING_OFFLINE';
        return ret;
      },
    }),
  },
]);
