/** Counters that are not kept. */
import type { Zone } from '../../kernel/include/mmzone.ts';
import { PageBuddy } from '../../kernel/include/page_flags.ts';
import type { PageRange } from '../../kernel/state.ts';
import { call, defineMistakes, offsetInBlock, within } from './mistake.ts';

const adjusts = 'mm/memory_hotplug/online:adjust_present_page_count';

export default defineMistakes([
  {
    id: 'counters/node-present-dropped',
    title: 'node_present_pages is not adjusted',
    function: adjusts,
    stack: 'david@v10',
    blame: ['counters/node-present'],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        const node = k.NODE_DATA(k.page_to_nid(k.pfn_to_page(pfn)));
        const before = node.node_present_pages;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages);
        node.node_present_pages = before;
      },
    }),
  },
  {
    id: 'counters/zone-present-not-lowered',
    title: 'present_pages of the zone is raised, never lowered',
    function: adjusts,
    stack: 'oscar@v5',
    blame: [
      'counters/zone-present',
      'counters/node-present',
      'counters/offline-memmap-present',
      'span/present-within-span',
    ],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        const zone = k.page_zone(k.pfn_to_page(pfn));
        const before = zone?.present_pages ?? 0;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages);
        if (zone && nr_pages < 0) zone.present_pages = before;
      },
    }),
  },
  {
    id: 'counters/managed-not-lowered',
    title: 'offline_pages() does not lower managed_pages',
    function: 'mm/page_alloc:adjust_managed_page_count',
    stack: 'unpatched',
    blame: ['counters/zone-managed', 'span/present-within-span'],
    mistake: () => ({ adjust_managed_page_count: () => undefined }),
  },
  {
    id: 'counters/totalram-not-lowered',
    title: 'managed_pages is lowered, totalram_pages is not',
    function: 'mm/page_alloc:adjust_managed_page_count',
    stack: 'david@v10',
    blame: ['counters/zone-managed'],
    mistake: () => ({
      adjust_managed_page_count(zone: Zone, nr_pages: number) {
        zone.managed_pages += nr_pages;
      },
    }),
  },
  {
    id: 'counters/totalram-not-raised',
    title: 'pages given to the buddy are not added to totalram_pages',
    function: 'mm/page_alloc:generic_online_page',
    stack: 'unpatched',
    blame: ['counters/zone-managed'],
    mistake: (k, base) => ({
      generic_online_page(...args) {
        const before = k.totalram_pages;
        call(base, 'generic_online_page', ...args);
        k.totalram_pages = before;
      },
    }),
  },
  {
    id: 'counters/memmap-never-accounted',
    title: 'memory_block_online() does not add the memmap to the present pages',
    function: 'drivers/base/memory:memory_block_online',
    stack: 'david@v10',
    blame: ['counters/zone-present'],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        if (
          nr_pages > 0 &&
          offsetInBlock(k, pfn) === 0 &&
          within(k, 'memory_block_online') &&
          k.replaced('online_pages')
        )
          return;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages);
      },
    }),
  },
  {
    id: 'counters/memmap-not-unaccounted',
    title: 'memory_block_offline() leaves the memmap in the present pages',
    function: 'drivers/base/memory:memory_block_offline',
    stack: 'david@v10',
    blame: ['counters/offline-memmap-present', 'counters/zone-present', 'nodes/node-state', 'nodes/pageset-returned'],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        const memmaps = k.memory_blocks.get(Math.floor(pfn / k.machine.pagesPerBlock))?.nr_vmemmap_pages ?? 0;
        if (within(k, 'memory_block_offline') && memmaps > 0 && Math.abs(nr_pages) === memmaps) return;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages);
      },
    }),
  },
  {
    id: 'counters/memmap-unaccounted-after',
    title: 'memory_block_offline() takes the memmap off the present pages after offline_pages()',
    function: 'drivers/base/memory:memory_block_offline',
    stack: 'david@v10',
    blame: ['nodes/node-state', 'nodes/pageset-returned', 'nodes/node-threads'],
    mistake: (k, base) => {
      let owed: (() => void) | undefined;
      return {
        adjust_present_page_count(pfn, group, nr_pages) {
          const memmap = offsetInBlock(k, pfn) === 0 && within(k, 'memory_block_offline');
          const adjust = () => void call(base, 'adjust_present_page_count', pfn, group, nr_pages);
          if (memmap && nr_pages < 0 && !within(k, 'offline_pages')) owed = adjust;
          else if (memmap && !within(k, 'offline_pages')) owed = undefined;
          else adjust();
        },
        mhp_deinit_memmap_on_memory(...args) {
          owed?.();
          owed = undefined;
          call(base, 'mhp_deinit_memmap_on_memory', ...args);
        },
      };
    },
  },
  {
    id: 'counters/memmap-not-accounted-back',
    title: 'a refused offlining does not add the memmap to the present pages again',
    function: 'drivers/base/memory:memory_block_offline',
    stack: 'david@v10',
    blame: ['restore/failed-operation', 'counters/zone-present'],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        if (nr_pages > 0 && within(k, 'memory_block_offline')) return;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages);
      },
    }),
  },
  {
    id: 'counters/memmap-accounted-first',
    title: 'memory_block_online() accounts the memmap before online_pages(), which then finds the zone populated',
    function: 'drivers/base/memory:memory_block_online',
    stack: 'david@v10',
    blame: ['nodes/pageset', 'nodes/zonelist', 'restore/failed-operation', 'counters/zone-present'],
    mistake: (k, base) => ({
      online_pages(pfn, nr_pages, zone, group) {
        const memmap = offsetInBlock(k, pfn);
        if (memmap) call(base, 'adjust_present_page_count', pfn - memmap, group, memmap);
        return call(base, 'online_pages', pfn, nr_pages, zone, group);
      },
      adjust_present_page_count(pfn, group, nr_pages) {
        if (
          nr_pages > 0 &&
          offsetInBlock(k, pfn) === 0 &&
          within(k, 'memory_block_online') &&
          !within(k, 'online_pages')
        )
          return;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages);
      },
    }),
  },
  {
    id: 'counters/whole-block-accounted-twice',
    title: 'the memmap is accounted with the pages of the whole block',
    function: 'drivers/base/memory:memory_block_online',
    stack: 'david@v10',
    blame: ['counters/zone-present', 'span/present-within-span'],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        const memmap =
          nr_pages > 0 && offsetInBlock(k, pfn) === 0 && within(k, 'memory_block_online') && !within(k, 'online_pages');
        call(base, 'adjust_present_page_count', pfn, group, memmap ? k.machine.pagesPerBlock : nr_pages);
      },
    }),
  },
  {
    id: 'counters/present-without-memmap',
    title: 'online_pages() counts only what it gave to the buddy as present',
    function: 'mm/memory_hotplug/online:online_pages_locked',
    stack: 'oscar@v5',
    blame: ['counters/zone-present'],
    mistake: (k, base) => ({
      adjust_present_page_count(pfn, group, nr_pages) {
        const memmap = k.memory_blocks.get(Math.floor(pfn / k.machine.pagesPerBlock))?.nr_vmemmap_pages ?? 0;
        call(base, 'adjust_present_page_count', pfn, group, nr_pages > 0 ? nr_pages - memmap : nr_pages);
      },
    }),
  },
  {
    id: 'counters/group-forgotten',
    title: 'the group of the block is not passed on to the counting of present pages',
    function: adjusts,
    stack: 'linux@6.1+david@v10',
    blame: ['counters/group-present'],
    mistake: (_k, base) => ({
      adjust_present_page_count: (pfn, _group, nr_pages) =>
        call(base, 'adjust_present_page_count', pfn, null, nr_pages),
    }),
  },
  {
    id: 'counters/memmap-memory-not-taken',
    title: 'the memmap of existing memory is not taken off the free pages',
    function: 'mm/sparse_vmemmap:vmemmap_alloc_block',
    stack: 'unpatched',
    blame: ['counters/pages-conserved'],
    mistake: () => ({ vmemmap_alloc_block: () => [] }),
  },
  {
    id: 'counters/memmap-memory-not-given-back',
    title: 'removal does not give back the memory of an ordinary memmap',
    function: 'mm/sparse_vmemmap:vmemmap_free',
    stack: 'unpatched',
    blame: ['counters/pages-conserved'],
    mistake: () => ({ vmemmap_free: () => undefined }),
  },
  {
    id: 'counters/memmap-memory-without-a-place',
    title: 'the memory of an ordinary memmap is taken off the free pages, and no page of it is taken',
    function: 'mm/free_area:alloc_pages_node',
    stack: 'unpatched',
    blame: ['counters/not-below-zero', 'expectation'],
    mistake: (k, base) => ({
      alloc_pages_node(nid, nr_pages) {
        const taken = call(base, 'alloc_pages_node', nid, nr_pages) as PageRange | null;
        if (taken === null) return null;
        k.set_pages('page_use', ...taken, undefined);
        k.set_pages('page_flags', ...taken, PageBuddy);
        return taken;
      },
    }),
  },
]);
