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

export default defineInvariant({
  id: 'locks/hotplug-lock-held',
  title: 'spans, present pages, section bits and struct page links change only under mem_hotplug_lock',
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
    unlockedWrite({ object, field, start, end, by }) {
      if (by === 'loseFrames') return;
      const ofZone = zoneFields.has(field) && (object.startsWith('zone') || object.startsWith('node'));
      if (!ofZone && object !== 'mem_section' && !(object === 'struct page' && pageFields.has(field))) return;
      const what =
        object === 'mem_section' ? 'section bits' : ofZone ? `${field} of ${object}` : `${field} of struct pages`;
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
