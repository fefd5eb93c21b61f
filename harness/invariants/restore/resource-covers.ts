import { joined, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'restore/resource-covers',
  title: 'every hot-added block lies in a System RAM resource',
  fault: {
    short: 'leaves a block no resource',
    long: 'leaves a block outside of the System RAM resources',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'kernel/resource.c:r_show',
    under: [],
    how: '/proc/iomem does not list the memory',
  },
  reason:
    '/proc/iomem and kexec tell memory by it; a block that does not lie in one cannot go offline ("memory holes").',
  reliesOn: [
    'mm/memory_hotplug.c:offline_pages',
    'kernel/resource.c:walk_system_ram_range',
    'kernel/kexec_file.c:kexec_walk_resources',
  ],
  claims: ['L70'],
  rest(view) {
    const blocks = joined(view.blocks.map((mem) => view.rangeOf(mem)));
    const bare = firstWhere(view.k.resources, blocks, (owner) => owner === undefined);
    return (
      bare && {
        message: `${bare[1] - bare[0]} pages of ${view.blockAt(bare[0])} are in no System RAM resource`,
        where: `pages ${showRun([bare[0], bare[1]])}`,
      }
    );
  },
});
