import type { Write } from '../../state/journal.ts';
import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';

const zoneFields = new Set([
  'zone_start_pfn',
  'spanned_pages',
  'present_pages',
  'node_start_pfn',
  'node_spanned_pages',
  'node_present_pages',
]);
const pageFields = new Set(['memmap', 'page_link', 'subsection']);

/** What of the promise the write changes, if it changes anything of it: `spanned_pages of zone 0:Normal`, `section bits`. */
export function guardedByLock({ object, field, by }: Write): string | undefined {
  if (by === 'loseFrames') return undefined;
  if (object === 'mem_section') return 'section bits';
  if (object === 'struct page') return pageFields.has(field) ? `${field} of struct pages` : undefined;
  if (!zoneFields.has(field)) return undefined;
  return object.startsWith('zone') || object.startsWith('node') ? `${field} of ${object}` : undefined;
}

export default defineInvariant({
  id: 'locks/hotplug-lock-held',
  title: 'spans, present pages, section bits and struct page links change only under mem_hotplug_lock',
  fault: {
    short: 'writes without the lock',
    long: 'changes spans, section bits and struct page links without mem_hotplug_lock',
  },
  class: 'hygiene',
  suffers: {
    reader: 'mm/kmemleak.c:kmemleak_scan',
    under: ['DEBUG_KMEMLEAK'],
    how: 'get_online_mems() does not keep its promise; what comes of it, the three readers tell',
  },
  reason:
    'get_online_mems() promises its caller that none of these changes. What a reader makes of the change is told apart.',
  reliesOn: ['mm/kmemleak.c:kmemleak_scan', 'mm/memory_hotplug.c:get_online_mems', 'mm/ptdump.c:ptdump_walk_pgd'],
  claims: ['L52', 'L54'],
  watch: (k, report) => ({
    unlockedWrite(write) {
      const what = guardedByLock(write);
      if (what === undefined) return;
      const { object, start, end, by } = write;
      const where =
        start === undefined
          ? object
          : `${object === 'mem_section' ? 'sections' : 'pages'} ${showRun([start, end ?? start])}`;
      report({
        message: `${by}() changes ${what} without mem_hotplug_lock, called from ${k.calls.slice(0, -1).reverse().slice(0, 2).join(' < ')}`,
        where,
      });
    },
  }),
});
