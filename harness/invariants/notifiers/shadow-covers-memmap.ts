import { showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere } from '../ranges.ts';

export default defineInvariant({
  id: 'notifiers/shadow-covers-memmap',
  title: 'with KASAN the memmap pages of an online block have a shadow',
  fault: {
    short: 'leaves memmap no shadow',
    long: 'leaves memmap pages of an online block without a KASAN shadow',
  },
  class: 'hygiene',
  suffers: {
    reader: 'kernel/debug/kdb/kdb_support.c:kdb_getphys',
    under: ['KASAN', 'KGDB_KDB'],
    how: 'it faults where a person asks for the page; nothing that the kernel does by itself',
  },
  reason:
    'Struct pages are written through the vmemmap, which has a shadow of its own from boot on, and the copy into an image is built without KASAN. Left are those who name a page of the direct map: `mdp` in the debugger, a write() to /dev/mem.',
  reliesOn: ['kernel/debug/kdb/kdb_support.c:kdb_getphys', 'drivers/char/mem.c:write_mem'],
  claims: ['L50', 'L51', 'L58'],
  rest(view) {
    if (!view.k.machine.config.kasan) return undefined;
    const bare = firstWhere(view.k.maps.kasan_shadow, view.onlineMemmap(), (shadow) => shadow === 'none');
    if (!bare) return undefined;
    return {
      message: `${bare[1] - bare[0]} memmap pages of online ${view.blockAt(bare[0])} have no KASAN shadow`,
      where: `pages ${showRun([bare[0], bare[1]])}`,
    };
  },
});
