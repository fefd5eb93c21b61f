import { intersect, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';
import { newReader } from './reader.ts';

export default defineInvariant({
  id: 'locks/reader-keeps-pages',
  title: 'a struct page handed to a reader that holds mem_hotplug_lock stays good until it lets go',
  fault: {
    short: 'takes pages from a reader',
    long: 'takes struct pages from under a reader that holds mem_hotplug_lock',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/kmemleak.c:kmemleak_scan',
    under: ['DEBUG_KMEMLEAK'],
    how: 'page_zone() reads a struct page that is not mapped, or with DEBUG_VM poisoned; one that was written anew it reads as garbage (garbage visible)',
  },
  reason:
    'kmemleak gets a page from pfn_to_online_page() and then reads its zone and its count. Between the two it relies on nothing but the lock.',
  reliesOn: ['mm/kmemleak.c:kmemleak_scan', 'include/linux/page-flags.h:PF_POISONED_CHECK'],
  claims: ['L52', 'L53', 'L54'],
  watch(k, report) {
    const reader = newReader(k);
    return {
      begin() {
        if (!k.locks.includes('mem_hotplug_lock')) reader.begin();
      },
      reset: () => reader.end(),
      hotplugLock(held) {
        if (held) reader.end();
        else reader.begin();
      },
      unlockedWrite({ object, field, start = 0, end = 0, by }) {
        if (by === 'loseFrames') return;
        if (object === 'mem_section') reader.sectionsChanged();
        if (object !== 'struct page' || field !== 'memmap') return;
        // Who asks a lookup of its own is looked at with every write: it may say something else later.
        const looked = k.replaced('pfn_to_online_page');
        if (!looked && !firstWhere(k.maps.memmap, [[start, end]], (content) => content !== 'init')) return;
        const handed = intersect(reader.handed(), [[start, end]]);
        const hit = firstWhere(k.maps.memmap, handed, (content) => content !== 'init');
        if (!hit) return;
        const now = {
          poison: 'is poisoned',
          raw: 'is mapped anew',
          unmapped: 'is unmapped',
          garbage: 'is lost',
          init: '',
        };
        const message = `kmemleak's scan was handed struct page ${hit[0]}, which ${now[hit[2]]} by ${by}() before it reads it`;
        const read = hit[2] === 'poison' || hit[2] === 'unmapped' ? 'crash' : 'garbage visible';
        report({ message, where: `pages ${showRun([hit[0], hit[1]])}`, class: read });
      },
    };
  },
});
