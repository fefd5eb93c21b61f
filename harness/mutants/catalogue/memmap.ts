/** The memmap of a block's own, its altmap, and adding and removing it. */
import type { vmem_altmap } from '../../kernel/include/memremap.ts';
import { answers, argument, changed, inside, leftOut, within } from '../change.ts';
import type { Entries } from '../entry.ts';

const remove = 'mm/memory_hotplug/remove';
const add = 'mm/memory_hotplug/add';

export default {
  'memmap/altmap-forgotten': {
    title: 'removal does not build the altmap',
    at: `david@v10 ${remove}:altmapForRemoval`,
    blame: 'memmap/not-in-buddy oops',
    change: answers('altmapForRemoval', null),
  },
  'memmap/altmap-too-large': {
    title: 'the altmap of a removal begins with one pageblock too many',
    at: `oscar@v5 ${remove}:altmapForRemoval`,
    blame: 'memmap/altmap-drains',
    change: changed('altmapForRemoval', (k, real) => (start, nr_pages) => {
      const altmap = real(start, nr_pages) as vmem_altmap | null | number;
      if (altmap && typeof altmap !== 'number') altmap.alloc += k.machine.pageblockPages;
      return altmap;
    }),
  },
  'memmap/altmap-does-not-drain': {
    title: 'freeing a memmap does not lower the altmap',
    at: 'david@v10 mm/sparse_vmemmap:vmem_altmap_free',
    blame: 'memmap/altmap-drains',
    change: leftOut('vmem_altmap_free'),
  },
  'memmap/altmap-always': {
    title: 'removal builds an altmap for a memmap of ordinary memory too',
    at: `david@v10 ${remove}:altmapForRemoval`,
    blame: 'memmap/altmap-drains counters/pages-conserved',
    change: changed('altmapForRemoval', ({ machine }, real) => (start, nr_pages) => {
      const alloc = (nr_pages * machine.structPageBytes) / machine.pageBytes;
      return real(start, nr_pages) ?? { base_pfn: 0, reserve: 0, free: 0, align: 0, alloc };
    }),
  },
  'memmap/size-not-recorded': {
    title: 'blocks do not know how large their memmap is',
    at: `david@v10 ${add}:addRangeAndBlocks`,
    blame: 'memmap/not-in-buddy memmap/one-owner',
    change: argument('create_memory_block_devices', 2, () => 0),
  },
  'memmap/size-one-pageblock-less': {
    title: 'blocks record one pageblock less than their memmap takes',
    at: `oscar@v5 ${add}:addRangeAndBlocks`,
    blame: 'memmap/not-in-buddy memmap/one-owner',
    change: argument('create_memory_block_devices', 2, (memmap, k) => Math.max(0, memmap - k.machine.pageblockPages)),
  },
  'memmap/size-one-pageblock-more': {
    title: 'blocks record one pageblock more than their memmap takes',
    at: `david@v10 ${add}:addRangeAndBlocks`,
    blame: 'memmap/altmap-drains expectation',
    change: argument('create_memory_block_devices', 2, (memmap, k) => memmap && memmap + k.machine.pageblockPages),
  },
  'memmap/eligibility-unchecked': {
    title: 'any size is said to be able to carry its memmap',
    at: 'david@v10 mm/memory_hotplug:mhp_supports_memmap_on_memory',
    blame: 'expectation oops counters/zone-managed memmap/one-owner',
    change: changed('mhp_supports_memmap_on_memory', (k) => () => k.machine.config.memmap_on_memory === 'on'),
  },
  'memmap/granularity-unchecked': {
    title: 'several blocks with memmaps of their own may go at once, with one altmap',
    at: `oscar@v5 ${remove}:altmapForRemoval`,
    blame: 'expectation memmap/altmap-drains counters/pages-conserved',
    change: argument('altmapForRemoval', 1, (nr_pages, k) => Math.min(nr_pages, k.machine.pagesPerBlock)),
  },
  'memmap/failed-add-keeps-sections': {
    title: 'an adding that fails late leaves the sections',
    at: `unpatched ${add}:addRangeAndBlocks`,
    blame: 'restore/nothing-left',
    change: leftOut('arch_remove_memory', inside('addRangeAndBlocks')),
  },
  'memmap/failed-add-keeps-resource': {
    title: 'an adding that fails leaves its resource',
    at: `david@v10 ${add}:__add_memory`,
    blame: 'restore/failed-operation restore/nothing-left',
    change: leftOut('release_memory_resource', inside('__add_memory')),
  },
  'memmap/resource-left': {
    title: 'removal leaves the resource',
    at: `david@v10 ${remove}:try_remove_memory`,
    blame: 'restore/nothing-left restore/round-trip',
    change: leftOut('release_memory_resource', inside('try_remove_memory')),
  },
  'memmap/resource-short': {
    title: 'the resource is registered one section short',
    at: 'unpatched kernel/resource:register_memory_resource',
    blame: 'restore/resource-covers expectation',
    change: argument('register_memory_resource', 1, (nr_pages, k) => nr_pages - k.machine.pagesPerSection),
  },
  'memmap/sections-left': {
    title: 'removal leaves the section flags',
    at: 'oscar@v5 mm/sparse:sparse_remove_section',
    blame: 'restore/nothing-left',
    change: changed('sparse_remove_section', (k, real) => (pfn, nr_pages, altmap) => {
      const section = k.pfn_to_section_nr(pfn);
      const bits = k.sections.get(section);
      real(pfn, nr_pages, altmap);
      k.set_sections(section, section + 1, () => bits);
    }),
  },
  'memmap/online-block-removed': {
    title: 'removal does not look whether the blocks are offline',
    at: `david@v10 ${remove}:try_remove_memory`,
    blame: 'expectation counters/zone-present counters/zone-managed',
    change: changed('walk_memory_blocks', (k, real) => (start, nr_pages, func) => {
      const ret = real(start, nr_pages, func);
      return ret === -16 && within(k, 'try_remove_memory') ? 0 : ret;
    }),
  },
  'memmap/zone-kept': {
    title: 'an offline block keeps the zone it was in',
    at: 'linux@6.1+david@v10 drivers/base/memory:memory_subsys_offline',
    blame: 'sysfs/block-zone',
    change: changed('memory_subsys_offline', (_k, real) => (mem) => {
      const { zone } = mem;
      const ret = real(mem);
      if (ret === 0) mem.zone = zone;
      return ret;
    }),
  },
} satisfies Entries;
