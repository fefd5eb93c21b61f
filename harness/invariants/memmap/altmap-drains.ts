import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'memmap/altmap-drains',
  title: 'a removal gives back to the altmap what came from it, and to memory what came from memory',
  fault: {
    short: 'gives memmap to the wrong place',
    long: 'gives memmap back to another place than it came from',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'fs/proc/meminfo.c:meminfo_proc_show',
    under: [],
    how: 'MemFree in /proc/meminfo misses the frames for good',
  },
  reason: 'A memmap dropped the wrong way is lost until the next boot, and the altmap says it is still in use.',
  reliesOn: [
    'mm/memremap.c:vmem_altmap_free',
    'arch/x86/mm/init_64.c:free_hugepage_table',
    'mm/memory_hotplug.c:try_remove_memory',
  ],
  claims: ['L61', 'L65'],
  incident: ({ kind, message, start, end }) =>
    kind === 'leak' ? { message, where: `pages ${start}+${end - start}` } : undefined,
});
