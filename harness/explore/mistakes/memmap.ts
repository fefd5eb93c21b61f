/** The memmap of a block's own, its altmap, and adding and removing it. */
import type { vmem_altmap } from '../../kernel/include/memremap.ts';
import { call, defineMistakes, within } from './mistake.ts';

const remove = 'mm/memory_hotplug/remove';
const add = 'mm/memory_hotplug/add';

export default defineMistakes([
  {
    id: 'memmap/altmap-forgotten',
    title: 'removal does not build the altmap',
    function: `${remove}:altmapForRemoval`,
    stack: 'david@v10',
    blame: ['memmap/not-in-buddy', 'oops'],
    mistake: () => ({ altmapForRemoval: () => null }),
  },
  {
    id: 'memmap/altmap-too-large',
    title: 'the altmap of a removal begins with one pageblock too many',
    function: `${remove}:altmapForRemoval`,
    stack: 'oscar@v5',
    blame: ['memmap/altmap-drains'],
    mistake: (k, base) => ({
      altmapForRemoval(start, nr_pages) {
        const altmap = call(base, 'altmapForRemoval', start, nr_pages) as vmem_altmap | null | number;
        if (altmap && typeof altmap !== 'number') altmap.alloc += k.machine.pageblockPages;
        return altmap;
      },
    }),
  },
  {
    id: 'memmap/altmap-does-not-drain',
    title: 'freeing a memmap does not lower the altmap',
    function: 'mm/sparse_vmemmap:vmem_altmap_free',
    stack: 'david@v10',
    blame: ['memmap/altmap-drains'],
    mistake: () => ({ vmem_altmap_free: () => undefined }),
  },
  {
    id: 'memmap/altmap-always',
    title: 'removal builds an altmap for a memmap of ordinary memory too',
    function: `${remove}:altmapForRemoval`,
    stack: 'david@v10',
    blame: ['memmap/altmap-drains', 'counters/pages-conserved'],
    mistake: (k, base) => ({
      altmapForRemoval: (start, nr_pages) =>
        call(base, 'altmapForRemoval', start, nr_pages) ?? {
          base_pfn: 0,
          reserve: 0,
          free: 0,
          align: 0,
          alloc: (nr_pages * k.machine.structPageBytes) / k.machine.pageBytes,
        },
    }),
  },
  {
    id: 'memmap/size-not-recorded',
    title: 'blocks do not know how large their memmap is',
    function: `${add}:addRangeAndBlocks`,
    stack: 'david@v10',
    blame: ['memmap/not-in-buddy', 'memmap/one-owner'],
    mistake: (_k, base) => ({
      create_memory_block_devices: (start, nr_pages, _memmap, group, altmap) =>
        call(base, 'create_memory_block_devices', start, nr_pages, 0, group, altmap),
    }),
  },
  {
    id: 'memmap/size-one-pageblock-less',
    title: 'blocks record one pageblock less than their memmap takes',
    function: `${add}:addRangeAndBlocks`,
    stack: 'oscar@v5',
    blame: ['memmap/not-in-buddy', 'memmap/one-owner'],
    mistake: (k, base) => ({
      create_memory_block_devices: (start, nr_pages, memmap, group, altmap) =>
        call(
          base,
          'create_memory_block_devices',
          start,
          nr_pages,
          Math.max(0, memmap - k.machine.pageblockPages),
          group,
          altmap,
        ),
    }),
  },
  {
    id: 'memmap/size-one-pageblock-more',
    title: 'blocks record one pageblock more than their memmap takes',
    function: `${add}:addRangeAndBlocks`,
    stack: 'david@v10',
    blame: ['memmap/altmap-drains', 'expectation'],
    mistake: (k, base) => ({
      create_memory_block_devices: (start, nr_pages, memmap, group, altmap) =>
        call(
          base,
          'create_memory_block_devices',
          start,
          nr_pages,
          memmap ? memmap + k.machine.pageblockPages : 0,
          group,
          altmap,
        ),
    }),
  },
  {
    id: 'memmap/eligibility-unchecked',
    title: 'any size is said to be able to carry its memmap',
    function: 'mm/memory_hotplug:mhp_supports_memmap_on_memory',
    stack: 'david@v10',
    blame: ['expectation', 'oops', 'counters/zone-managed', 'memmap/one-owner'],
    mistake: (k) => ({ mhp_supports_memmap_on_memory: () => k.machine.config.memmap_on_memory === 'on' }),
  },
  {
    id: 'memmap/granularity-unchecked',
    title: 'several blocks with memmaps of their own may go at once, with one altmap',
    function: `${remove}:altmapForRemoval`,
    stack: 'oscar@v5',
    blame: ['expectation', 'memmap/altmap-drains', 'counters/pages-conserved'],
    mistake: (k, base) => ({
      altmapForRemoval: (start, nr_pages) =>
        call(base, 'altmapForRemoval', start, Math.min(nr_pages, k.machine.pagesPerBlock)),
    }),
  },
  {
    id: 'memmap/failed-add-keeps-sections',
    title: 'an adding that fails late leaves the sections',
    function: `${add}:addRangeAndBlocks`,
    stack: 'unpatched',
    blame: ['restore/nothing-left'],
    mistake: (k, base) => ({
      arch_remove_memory: (...args) =>
        within(k, 'addRangeAndBlocks') ? undefined : call(base, 'arch_remove_memory', ...args),
    }),
  },
  {
    id: 'memmap/failed-add-keeps-resource',
    title: 'an adding that fails leaves its resource',
    function: `${add}:__add_memory`,
    stack: 'david@v10',
    blame: ['restore/failed-operation', 'restore/nothing-left'],
    mistake: (k, base) => ({
      release_memory_resource: (...args) =>
        within(k, '__add_memory') ? undefined : call(base, 'release_memory_resource', ...args),
    }),
  },
  {
    id: 'memmap/resource-left',
    title: 'removal leaves the resource',
    function: `${remove}:try_remove_memory`,
    stack: 'david@v10',
    blame: ['restore/nothing-left', 'restore/round-trip'],
    mistake: (k, base) => ({
      release_memory_resource: (...args) =>
        within(k, 'try_remove_memory') ? undefined : call(base, 'release_memory_resource', ...args),
    }),
  },
  {
    id: 'memmap/resource-short',
    title: 'the resource is registered one section short',
    function: 'kernel/resource:register_memory_resource',
    stack: 'unpatched',
    blame: ['restore/resource-covers', 'expectation'],
    mistake: (k, base) => ({
      register_memory_resource: (start, nr_pages) =>
        call(base, 'register_memory_resource', start, nr_pages - k.machine.pagesPerSection),
    }),
  },
  {
    id: 'memmap/sections-left',
    title: 'removal leaves the section flags',
    function: 'mm/sparse:sparse_remove_section',
    stack: 'oscar@v5',
    blame: ['restore/nothing-left'],
    mistake: (k, base) => ({
      sparse_remove_section(pfn, nr_pages, altmap) {
        const section = k.pfn_to_section_nr(pfn);
        const bits = k.sections.get(section);
        call(base, 'sparse_remove_section', pfn, nr_pages, altmap);
        k.set_sections(section, section + 1, () => bits);
      },
    }),
  },
  {
    id: 'memmap/online-block-removed',
    title: 'removal does not look whether the blocks are offline',
    function: `${remove}:try_remove_memory`,
    stack: 'david@v10',
    blame: ['expectation', 'counters/zone-present', 'counters/zone-managed'],
    mistake: (k, base) => ({
      walk_memory_blocks(start, nr_pages, func) {
        const ret = call(base, 'walk_memory_blocks', start, nr_pages, func);
        return ret === -16 && within(k, 'try_remove_memory') ? 0 : ret;
      },
    }),
  },
  {
    id: 'memmap/zone-kept',
    title: 'an offline block keeps the zone it was in',
    function: 'drivers/base/memory:memory_block_offline',
    stack: 'linux@6.1+david@v10',
    blame: ['sysfs/block-zone'],
    mistake: (_k, base) => ({
      memory_block_offline(mem) {
        const { zone } = mem;
        const ret = call(base, 'memory_block_offline', mem);
        if (ret === 0) mem.zone = zone;
        return ret;
      },
    }),
  },
]);
