/** Counters that are not kept. */
import type { Pglist, Zone } from '../../kernel/include/mmzone.ts';
import { PageBuddy } from '../../kernel/include/page_flags.ts';
import type { Kernel } from '../../kernel/link.ts';
import type { PageRange } from '../../kernel/state.ts';
import { changed, keeps, leftOut, offsetInBlock, together, within } from '../change.ts';
import type { Entries } from '../entry.ts';

const adjusts = 'mm/memory_hotplug/online:adjust_present_page_count';
const block = 'drivers/base/memory';
const adjust = 'adjust_present_page_count';

/** Whether what is accounted are the vmemmap pages, by the helpers around online_pages() and offline_pages(). */
const ofMemmap = (k: Kernel): boolean => !within(k, 'online_pages') && !within(k, 'offline_pages');

const accountsMemmap = (k: Kernel, _zone: unknown, nr_pages: number): boolean =>
  nr_pages > 0 && within(k, 'memory_block_online') && ofMemmap(k);

export default {
  'counters/node-present-dropped': {
    title: 'node_present_pages is not adjusted',
    at: `david@v10 ${adjusts}`,
    blame: 'counters/node-present',
    change: keeps<Pglist>(adjust, 'node_present_pages', (k, zone) => k.NODE_DATA(zone.node)),
  },
  'counters/zone-present-not-lowered': {
    title: 'present_pages of the zone is raised, never lowered',
    at: `oscar@v5 ${adjusts}`,
    blame: 'counters/zone-present counters/node-present counters/offline-memmap-present span/present-within-span',
    change: keeps<Zone>(
      adjust,
      'present_pages',
      (_k, zone) => zone,
      (_k, _zone, nr_pages) => nr_pages < 0,
    ),
  },
  'counters/managed-not-lowered': {
    title: 'offline_pages() does not lower managed_pages',
    at: 'unpatched mm/page_alloc:adjust_managed_page_count',
    blame: 'counters/zone-managed span/present-within-span',
    change: leftOut('adjust_managed_page_count'),
  },
  'counters/totalram-not-lowered': {
    title: 'managed_pages is lowered, totalram_pages is not',
    at: 'david@v10 mm/page_alloc:adjust_managed_page_count',
    blame: 'counters/zone-managed',
    change: changed('adjust_managed_page_count', () => (zone: Zone, nr_pages: number) => {
      zone.managed_pages += nr_pages;
    }),
  },
  'counters/totalram-not-raised': {
    title: 'pages given to the buddy are not added to totalram_pages',
    at: 'unpatched mm/page_alloc:generic_online_page',
    blame: 'counters/zone-managed',
    change: keeps<Kernel>('generic_online_page', 'totalram_pages', (k) => k),
  },
  'counters/memmap-never-accounted': {
    title: 'memory_block_online() does not add the memmap to the present pages',
    at: `david@v10 ${block}:memory_block_online`,
    blame: 'counters/zone-present',
    change: leftOut(adjust, (k, _zone, nr_pages) => nr_pages > 0 && ofMemmap(k)),
  },
  'counters/memmap-not-unaccounted': {
    title: 'memory_block_offline() leaves the memmap in the present pages',
    at: `david@v10 ${block}:memory_block_offline`,
    blame: 'counters/offline-memmap-present counters/zone-present nodes/node-state nodes/pageset-returned',
    change: leftOut(adjust, (k) => within(k, 'memory_block_offline') && ofMemmap(k)),
  },
  'counters/memmap-unaccounted-after': {
    title: 'memory_block_offline() takes the memmap off the present pages after offline_pages()',
    at: `david@v10 ${block}:memory_block_offline`,
    blame: 'nodes/node-state nodes/pageset-returned nodes/node-threads',
    change: (k, base) => {
      let owed: (() => void) | undefined;
      return together(
        changed(adjust, (_k, real) => (zone, nr_pages) => {
          const memmap = within(k, 'memory_block_offline') && ofMemmap(k);
          const now = () => void real(zone, nr_pages);
          if (memmap && nr_pages < 0) owed = now;
          else if (memmap) owed = undefined;
          else now();
        }),
        changed('mhp_deinit_memmap_on_memory', (_k, real) => (...args) => {
          owed?.();
          owed = undefined;
          real(...args);
        }),
      )(k, base);
    },
  },
  'counters/memmap-not-accounted-back': {
    title: 'a refused offlining does not add the memmap to the present pages again',
    at: `david@v10 ${block}:memory_block_offline`,
    blame: 'restore/failed-operation counters/zone-present',
    change: leftOut(adjust, (k, _zone, nr_pages) => nr_pages > 0 && within(k, 'memory_block_offline')),
  },
  'counters/memmap-accounted-first': {
    title: 'memory_block_online() accounts the memmap before online_pages(), which then finds the zone populated',
    at: `david@v10 ${block}:memory_block_online`,
    blame: 'nodes/pageset nodes/zonelist restore/failed-operation counters/zone-present',
    change: (k, base) => ({
      ...leftOut(adjust, accountsMemmap)(k, base),
      ...changed('online_pages', (_k, real) => (pfn, nr_pages, zone) => {
        const memmap = offsetInBlock(k, pfn);
        if (memmap) base[adjust]?.(zone, memmap);
        return real(pfn, nr_pages, zone);
      })(k, base),
    }),
  },
  'counters/whole-block-accounted-twice': {
    title: 'the memmap is accounted with the pages of the whole block',
    at: `david@v10 ${block}:memory_block_online`,
    blame: 'counters/zone-present span/present-within-span',
    change: changed(
      adjust,
      (k, real) => (zone, nr_pages) =>
        real(zone, accountsMemmap(k, zone, nr_pages) ? k.machine.pagesPerBlock : nr_pages),
    ),
  },
  'counters/present-without-memmap': {
    title: 'online_pages() counts only what it gave to the buddy as present',
    at: 'oscar@v5 mm/memory_hotplug/online:online_pages',
    blame: 'counters/zone-present',
    change: changed(
      adjust,
      (k, real) => (zone, nr_pages) =>
        real(zone, nr_pages > 0 ? nr_pages - (k.blockInHand?.nr_vmemmap_pages ?? 0) : nr_pages),
    ),
  },
  'counters/group-forgotten': {
    title: 'the group of the block is not passed on to the counting of present pages',
    at: `linux@6.1+david@v10 ${adjusts}`,
    blame: 'counters/group-present',
    change: changed(
      adjust,
      (k, real) =>
        (...args) =>
          k.withBlock(null, () => real(...args)),
    ),
  },
  'counters/memmap-memory-not-taken': {
    title: 'the memmap of existing memory is not taken off the free pages',
    at: 'unpatched mm/sparse_vmemmap:vmemmap_alloc_block',
    blame: 'counters/pages-conserved',
    change: changed('vmemmap_alloc_block', () => () => []),
  },
  'counters/memmap-memory-not-given-back': {
    title: 'removal does not give back the memory of an ordinary memmap',
    at: 'unpatched mm/sparse_vmemmap:vmemmap_free',
    blame: 'counters/pages-conserved',
    change: leftOut('vmemmap_free'),
  },
  'counters/memmap-memory-without-a-place': {
    title: 'the memory of an ordinary memmap is taken off the free pages, and no page of it is taken',
    at: 'unpatched mm/free_area:alloc_pages_node',
    blame: 'counters/not-below-zero expectation',
    change: changed('alloc_pages_node', (k, real) => (nid, nr_pages) => {
      const taken = real(nid, nr_pages) as PageRange | null;
      if (taken === null) return null;
      k.set_pages('page_use', ...taken, undefined);
      k.set_pages('page_flags', ...taken, PageBuddy);
      return taken;
    }),
  },
} satisfies Entries;
