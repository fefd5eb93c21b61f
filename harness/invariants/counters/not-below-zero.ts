import { countBelowZero } from '../../kernel/lib/counts.ts';
import { defineInvariant } from '../invariant.ts';

export default defineInvariant({
  id: 'counters/not-below-zero',
  title: 'no count of pages or pageblocks is below zero',
  fault: {
    short: 'takes a counter below zero',
    long: 'takes a counter below zero',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'mm/vmstat.c:zoneinfo_show_print',
    under: [],
    how: 'prints present and managed pages unsigned, so that /proc/zoneinfo has a zone of 2^64 - 1 pages; a free count below zero lowers MemFree',
  },
  reason:
    'They are unsigned, or printed as if they were: one page too few reads as 2^64 - 1 in zoneinfo, and a sum over zones such as MemFree or MemTotal is short of what other zones have.',
  reliesOn: ['mm/vmstat.c:zoneinfo_show_print', 'fs/proc/meminfo.c:meminfo_proc_show', 'mm/page_alloc.c:si_meminfo'],
  claims: [],
  rest(view) {
    const below = countBelowZero(view.k);
    return below && { message: `${below.field} of ${below.of} is ${below.value}`, where: below.of };
  },
});
