/** Offlining: steps left out, and ways back that do not get there. */
import { NUMA_NO_NODE, type Zone } from '../../kernel/include/mmzone.ts';
import { answers, argument, calledBy, changed, inside, keeps, leftOut, together, within } from '../change.ts';
import type { Entries } from '../entry.ts';

const offline = 'mm/memory_hotplug/offline';

export default {
  'offline/last-section-stays': {
    title: 'the last section of the range stays online',
    at: 'unpatched mm/sparse:offline_mem_sections',
    blame: 'visibility/offline-pages-hidden',
    change: argument('offline_mem_sections', 1, (end, k) => end - k.machine.pagesPerSection),
  },
  'offline/sections-stay': {
    title: 'the sections stay online',
    at: 'oscar@v5 mm/page_alloc:__offline_isolated_pages',
    blame: 'visibility/offline-pages-hidden',
    change: leftOut('offline_mem_sections', inside('__offline_isolated_pages')),
  },
  'offline/isolated-not-uncounted': {
    title: 'isolated pageblocks are not taken off the count on the way down',
    at: `david@v10 ${offline}:adjustIsolatedPageblocks`,
    blame: 'allocator/isolation-ends',
    change: leftOut('adjustIsolatedPageblocks', (_k, _zone, pageblocks) => pageblocks < 0),
  },
  'offline/failure-keeps-isolation': {
    title: 'a refused offlining leaves the pageblocks isolated',
    at: `david@v10 ${offline}:offline_pages`,
    blame: 'allocator/isolation-ends allocator/no-isolated-pageblock restore/failed-operation',
    change: leftOut('undo_isolate_page_range', calledBy('offline_pages')),
  },
  'offline/failure-keeps-part-isolated': {
    title: 'isolation that fails half way leaves the pageblocks before isolated',
    at: 'oscar@v5 mm/page_isolation:start_isolate_page_range',
    blame: 'allocator/isolation-ends allocator/no-isolated-pageblock restore/failed-operation',
    change: leftOut('undo_isolate_page_range', inside('start_isolate_page_range')),
  },
  'offline/failure-keeps-pcp-off': {
    title: 'a failure to isolate leaves the per-cpu lists off',
    at: `unpatched ${offline}:offline_pages`,
    blame: 'locks/released oops',
    change: (k, base) => {
      let failed = false;
      return together(
        changed('start_isolate_page_range', (_k, real) => (start, end) => {
          const ret = real(start, end);
          failed = ret !== 0;
          return ret;
        }),
        leftOut('zone_pcp_enable', () => failed && within(k, 'offline_pages')),
      )(k, base);
    },
  },
  'offline/signal-ignored': {
    title: 'a pending signal does not end the loop',
    at: `david@v10 ${offline}:emptyIsolatedRange`,
    blame: 'stuck expectation',
    change: changed('emptyIsolatedRange', (k, real) => (start, end) => {
      const pending = k.signal_pending;
      k.signal_pending = false;
      const ret = real(start, end);
      k.signal_pending = pending;
      return ret;
    }),
  },
  'offline/unmovable-pages-isolated': {
    title: 'isolation does not look for unmovable pages',
    at: 'david@v10 mm/page_isolation:isUnmovablePage',
    blame: 'stuck oops expectation',
    change: answers('isUnmovablePage', false),
  },
  'offline/memmap-isolated': {
    title: 'isolation begins at the first page of the block',
    at: `oscar@v5 ${offline}:offline_pages`,
    blame: 'expectation',
    change: argument('start_isolate_page_range', 0, (start, k) => start - (start % k.machine.pagesPerBlock)),
  },
  'offline/not-tested-again': {
    title: 'the range is not tested for being free',
    at: 'unpatched mm/page_isolation:test_pages_isolated',
    blame: 'oops stuck expectation',
    survives:
      'what the test finds and the scan before it does not is kernel pages in a movable zone, over which the right design never ends either',
    change: answers('test_pages_isolated', 0),
  },
  'offline/migrated-pages-lost': {
    title: 'the old places of migrated pages do not go to the buddy',
    at: 'david@v10 mm/memory_hotplug/migrate:do_migrate_range',
    blame: 'counters/pages-conserved oops stuck',
    change: keeps<Zone>('do_migrate_range', 'free_pages', (k, start) => k.page_zone(k.pfn_to_page(start))),
  },
  'offline/pages-stay-in-buddy': {
    title: 'the pages are not taken off the free lists',
    at: 'unpatched mm/page_alloc:__offline_isolated_pages',
    blame: 'allocator/buddy-pages-online counters/pages-conserved',
    change: changed('__offline_isolated_pages', (k) => (start, end) => k.offline_mem_sections(start, end)),
  },
  'offline/managed-of-the-block': {
    title: 'managed_pages is lowered by the whole block',
    at: `oscar@v5 ${offline}:offline_pages`,
    blame: 'counters/zone-managed oops',
    change: argument('adjust_managed_page_count', 1, (nr_pages, k) => Math.sign(nr_pages) * k.machine.pagesPerBlock),
  },
  'offline/last-memory-off-by-one': {
    title: 'a node is thought to keep memory when it loses exactly what it has',
    at: `david@v10 ${offline}:node_states_check_changes_offline`,
    blame: 'nodes/node-state nodes/node-threads',
    change: argument('node_states_check_changes_offline', 0, (nr_pages) => nr_pages - 1),
  },
  'offline/normal-memory-forgotten': {
    title: 'N_NORMAL_MEMORY is never given up',
    at: `unpatched ${offline}:node_states_check_changes_offline`,
    blame: 'nodes/node-state',
    change: changed('node_states_check_changes_offline', (_k, real) => (nr_pages, zone, arg) => {
      real(nr_pages, zone, arg);
      arg.status_change_nid_normal = NUMA_NO_NODE;
    }),
  },
  'offline/state-stays-going': {
    title: 'a refused offlining leaves the block in going-offline',
    at: 'david@v10 drivers/base/memory:memory_block_change_state',
    blame: 'restore/failed-operation counters/zone-present',
    change: changed('memory_block_change_state', (_k, real) => (mem, to, from) => {
      const ret = real(mem, to, from);
      if (ret && to === 'MEM_OFFLINE' && mem.state === from) mem.state = 'MEM_GOING_OFFLINE';
      return ret;
    }),
  },
} satisfies Entries;
