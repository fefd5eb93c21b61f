import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'locks/released',
  title: 'an operation that ended holds no lock, and has the per-cpu lists on again',
  fault: {
    short: 'keeps a lock',
    long: 'keeps a lock, or the per-cpu lists off',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/memory_hotplug.c:mem_hotplug_begin',
    under: [],
    how: 'it waits for ever',
  },
  reason: 'The next one would wait for ever.',
  reliesOn: ['mm/memory_hotplug.c:mem_hotplug_begin', 'mm/page_alloc.c:zone_pcp_enable'],
  claims: ['L52'],
  rest({ k: { locks, pcp_disabled } }) {
    const [lock] = locks;
    if (lock) return { message: `${locks.join(', ')} ${locks.length === 1 ? 'is' : 'are'} still held`, where: lock };
    if (pcp_disabled !== 0)
      return { message: `per-cpu lists are disabled ${pcp_disabled} times with nothing going on`, where: 'pcp lists' };
    return undefined;
  },
});
