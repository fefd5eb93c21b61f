/** Which zone, and what is said about it; locks; hibernation. */
import { MMOP_ONLINE, MMOP_ONLINE_KERNEL, MMOP_ONLINE_MOVABLE } from '../../kernel/include/memory.ts';
import { PG_reserved } from '../../kernel/include/page_flags.ts';
import { call, defineMistakes, within } from './mistake.ts';

export default defineMistakes([
  {
    id: 'zones/valid-zones-guess',
    title: 'valid_zones of an offline block begins with the kernel zone, whatever plain online does',
    function: 'drivers/base/memory:valid_zones_show',
    stack: 'david@v10',
    blame: ['sysfs/valid-zones-promise', 'expectation'],
    mistake: (k, base) => ({
      zone_for_pfn_range: (type, ...rest) =>
        call(
          base,
          'zone_for_pfn_range',
          type === MMOP_ONLINE && within(k, 'valid_zones_show') ? MMOP_ONLINE_KERNEL : type,
          ...rest,
        ),
    }),
  },
  {
    id: 'zones/movable-ignored',
    title: 'online_movable goes to the kernel zone',
    function: 'mm/memory_hotplug/zone_choice:zone_for_pfn_range',
    stack: 'oscar@v5',
    blame: ['sysfs/valid-zones-promise', 'expectation'],
    mistake: (k, base) => ({
      zone_for_pfn_range: (type, ...rest) =>
        call(
          base,
          'zone_for_pfn_range',
          type === MMOP_ONLINE_MOVABLE && !within(k, 'valid_zones_show') ? MMOP_ONLINE_KERNEL : type,
          ...rest,
        ),
    }),
  },
  {
    id: 'zones/neighbours-ignored',
    title: 'plain online does not look at the neighbours',
    function: 'mm/memory_hotplug/zone_choice:default_zone_for_pfn',
    stack: 'david@v10',
    blame: ['expectation'],
    mistake: (k) => ({
      default_zone_for_pfn: (nid, start, nr_pages) =>
        k.machine.config.movable_node
          ? k.NODE_DATA(nid).node_zones[3]
          : k.default_kernel_zone_for_pfn(nid, start, nr_pages),
    }),
  },
  {
    id: 'zones/movable-node-ignored',
    title: 'plain online does not look at movable_node',
    function: 'mm/memory_hotplug/zone_choice:default_zone_for_pfn',
    stack: 'unpatched',
    blame: ['expectation'],
    mistake: (k, base) => ({
      default_zone_for_pfn(nid, start, nr_pages) {
        const { config } = k.machine;
        const before = config.movable_node;
        config.movable_node = false;
        const zone = call(base, 'default_zone_for_pfn', nid, start, nr_pages);
        config.movable_node = before;
        return zone;
      },
    }),
  },
  {
    id: 'locks/online-without-lock',
    title: 'online_pages() does not take mem_hotplug_lock',
    function: 'mm/memory_hotplug/online:online_pages',
    stack: 'oscar@v5',
    blame: ['locks/hotplug-lock-held', 'locks/reader-keeps-span', 'locks/reader-misses-pages'],
    mistake: (k, base) => ({
      mem_hotplug_begin: () => (within(k, 'online_pages') ? undefined : call(base, 'mem_hotplug_begin')),
      mem_hotplug_done: () => (within(k, 'online_pages') ? undefined : call(base, 'mem_hotplug_done')),
    }),
  },
  {
    id: 'locks/offline-without-lock',
    title: 'offline_pages() does not take mem_hotplug_lock',
    function: 'mm/memory_hotplug/offline:offline_pages',
    stack: 'unpatched',
    blame: [
      'locks/hotplug-lock-held',
      'locks/reader-keeps-span',
      'locks/reader-keeps-pages',
      'locks/reader-misses-pages',
    ],
    mistake: (k, base) => ({
      mem_hotplug_begin: () => (within(k, 'offline_pages') ? undefined : call(base, 'mem_hotplug_begin')),
      mem_hotplug_done: () => (within(k, 'offline_pages') ? undefined : call(base, 'mem_hotplug_done')),
    }),
  },
  {
    id: 'locks/failed-online-keeps-lock',
    title: 'a refused onlining keeps mem_hotplug_lock',
    function: 'mm/memory_hotplug/online:online_pages',
    stack: 'david@v10',
    blame: ['locks/released', 'oops', 'restore/failed-operation'],
    mistake: (_k, base) => {
      let refused = false;
      return {
        online_pages_locked(...args) {
          const ret = call(base, 'online_pages_locked', ...args);
          refused = ret !== 0;
          return ret;
        },
        mem_hotplug_done() {
          if (!refused) call(base, 'mem_hotplug_done');
          refused = false;
        },
      };
    },
  },
  {
    id: 'locks/dropped-before-the-removal',
    title: 'offline_pages() drops mem_hotplug_lock before the range leaves the zone',
    function: 'mm/memory_hotplug/offline:offline_pages_locked',
    stack: 'oscar@v5',
    blame: ['locks/hotplug-lock-held', 'locks/reader-misses-pages', 'locks/reader-keeps-span'],
    mistake: (k, base) => ({
      remove_pfn_range_from_zone(...args) {
        const early = within(k, 'offline_pages_locked');
        if (early) k.mem_hotplug_done();
        call(base, 'remove_pfn_range_from_zone', ...args);
        if (early) k.mem_hotplug_begin();
      },
    }),
  },
  {
    id: 'hibernation/reserved-not-saved',
    title: 'hibernation skips reserved pages',
    function: 'kernel/power/snapshot:saveable_page',
    stack: 'david@v10',
    blame: ['hibernation/online-memory-saved'],
    mistake: (k, base) => ({
      saveable_page: (zone, pfn) =>
        !(k.maps.page_flags.get(pfn) & PG_reserved) && call(base, 'saveable_page', zone, pfn),
    }),
  },
  {
    id: 'hibernation/empty-zones-only',
    title: 'hibernation skips the movable zones',
    function: 'kernel/power/snapshot:saveable_page',
    stack: 'unpatched',
    blame: ['hibernation/online-memory-saved'],
    mistake: (_k, base) => ({
      saveable_page: (zone, pfn) => zone.index !== 3 && call(base, 'saveable_page', zone, pfn),
    }),
  },
]);
