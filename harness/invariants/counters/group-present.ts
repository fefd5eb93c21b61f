import type { memory_group } from '../../kernel/include/memory.ts';
import { ZONE_MOVABLE } from '../../kernel/include/mmzone.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'counters/group-present',
  title: 'a memory group counts the pages of its online blocks, by the kind of their zone',
  fault: {
    short: 'miscounts a memory group',
    long: 'miscounts the present pages of a memory group',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/memory_hotplug.c:auto_movable_zone_for_pfn',
    under: [],
    how: 'with online_policy=auto-movable it puts the next block of the DIMM into the other zone',
  },
  reason: 'The auto-movable policy decides by them where the next block of the DIMM goes.',
  reliesOn: ['mm/memory_hotplug.c:auto_movable_zone_for_pfn'],
  claims: ['L12'],
  rest(view) {
    if (!view.k.release.memoryGroups) return undefined;
    const groups = new Map<memory_group, { kernel: number; movable: number; block: number }>();
    for (const mem of view.blocks) {
      if (!mem.group) continue;
      const sum = groups.get(mem.group) ?? { kernel: 0, movable: 0, block: mem.id };
      groups.set(mem.group, sum);
      if (mem.state !== 'MEM_ONLINE') continue;
      for (const [start, end, link] of view.k.maps.page_link.runs(...view.rangeOf(mem)))
        sum[link % 8 === ZONE_MOVABLE ? 'movable' : 'kernel'] += end - start;
    }
    for (const [group, { kernel, movable, block }] of groups) {
      const { present_kernel_pages, present_movable_pages } = group;
      if (present_kernel_pages === kernel && present_movable_pages === movable) continue;
      const says = `${present_kernel_pages} kernel and ${present_movable_pages} movable pages`;
      return {
        message: `the group of block ${block} counts ${says}, its online blocks have ${kernel} and ${movable}`,
        where: `block ${block}`,
      };
    }
    return undefined;
  },
});
