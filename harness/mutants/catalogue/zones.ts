/** Which zone, and what is said about it; locks; hibernation. */
import { MMOP_ONLINE, MMOP_ONLINE_KERNEL, MMOP_ONLINE_MOVABLE } from '../../kernel/include/memory.ts';
import { PG_reserved } from '../../kernel/include/page_flags.ts';
import { argument, changed, inside, leftOut, together, within } from '../change.ts';
import type { Entries } from '../entry.ts';

const choice = 'mm/memory_hotplug/zone_choice';
const online = 'mm/memory_hotplug/online';
const offline = 'mm/memory_hotplug/offline';

const withoutLock = (name: string) =>
  together(leftOut('mem_hotplug_begin', inside(name)), leftOut('mem_hotplug_done', inside(name)));

export default {
  'zones/valid-zones-guess': {
    title: 'valid_zones of an offline block begins with the kernel zone, whatever plain online does',
    at: 'david@v10 drivers/base/memory:valid_zones_show',
    blame: 'sysfs/valid-zones-promise expectation',
    change: argument('zone_for_pfn_range', 0, (type, k) =>
      type === MMOP_ONLINE && within(k, 'valid_zones_show') ? MMOP_ONLINE_KERNEL : type,
    ),
  },
  'zones/movable-ignored': {
    title: 'online_movable goes to the kernel zone',
    at: `oscar@v5 ${choice}:zone_for_pfn_range`,
    blame: 'sysfs/valid-zones-promise expectation',
    change: argument('zone_for_pfn_range', 0, (type, k) =>
      type === MMOP_ONLINE_MOVABLE && !within(k, 'valid_zones_show') ? MMOP_ONLINE_KERNEL : type,
    ),
  },
  'zones/neighbours-ignored': {
    title: 'plain online does not look at the neighbours',
    at: `david@v10 ${choice}:default_zone_for_pfn`,
    blame: 'expectation',
    change: changed(
      'default_zone_for_pfn',
      (k) => (nid, start, nr_pages) =>
        k.machine.config.movable_node
          ? k.NODE_DATA(nid).node_zones[3]
          : k.default_kernel_zone_for_pfn(nid, start, nr_pages),
    ),
  },
  'zones/movable-node-ignored': {
    title: 'plain online does not look at movable_node',
    at: `unpatched ${choice}:default_zone_for_pfn`,
    blame: 'expectation',
    change: changed('default_zone_for_pfn', ({ machine: { config } }, real) => (nid, start, nr_pages) => {
      const before = config.movable_node;
      config.movable_node = false;
      const zone = real(nid, start, nr_pages);
      config.movable_node = before;
      return zone;
    }),
  },
  'locks/online-without-lock': {
    title: 'online_pages() does not take mem_hotplug_lock',
    at: `oscar@v5 ${online}:online_pages`,
    blame: 'locks/hotplug-lock-held locks/reader-keeps-span locks/reader-misses-pages',
    change: withoutLock('online_pages'),
  },
  'locks/offline-without-lock': {
    title: 'offline_pages() does not take mem_hotplug_lock',
    at: `unpatched ${offline}:offline_pages`,
    blame: 'locks/hotplug-lock-held locks/reader-keeps-span locks/reader-keeps-pages locks/reader-misses-pages',
    change: withoutLock('offline_pages'),
  },
  'locks/failed-online-keeps-lock': {
    title: 'a refused onlining keeps mem_hotplug_lock',
    at: `david@v10 ${online}:online_pages`,
    blame: 'locks/released oops restore/failed-operation',
    change: changed('online_pages', (k, real) => (...args) => {
      const ret = real(...args);
      if (ret !== 0) k.mem_hotplug_begin();
      return ret;
    }),
  },
  'locks/dropped-before-the-removal': {
    title: 'offline_pages() drops mem_hotplug_lock before the range leaves the zone',
    at: `oscar@v5 ${offline}:offline_pages`,
    blame: 'locks/hotplug-lock-held locks/reader-misses-pages locks/reader-keeps-span',
    change: changed('remove_pfn_range_from_zone', (k, real) => (...args) => {
      const early = within(k, 'offline_pages');
      if (early) k.mem_hotplug_done();
      real(...args);
      if (early) k.mem_hotplug_begin();
    }),
  },
  'hibernation/reserved-not-saved': {
    title: 'hibernation skips reserved pages',
    at: 'david@v10 kernel/power/snapshot:saveable_page',
    blame: 'hibernation/online-memory-saved',
    change: leftOut('saveable_page', (k, _zone, pfn) => Boolean(k.maps.page_flags.get(pfn) & PG_reserved), false),
  },
  'hibernation/empty-zones-only': {
    title: 'hibernation skips the movable zones',
    at: 'unpatched kernel/power/snapshot:saveable_page',
    blame: 'hibernation/online-memory-saved',
    change: leftOut('saveable_page', (_k, zone) => zone.index === 3, false),
  },
} satisfies Entries;
