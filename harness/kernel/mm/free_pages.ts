/** What the page allocator does with a chunk that it is given (mm/page_alloc.c:__free_pages_core, free_pages_prepare). */
import type { Zone } from '../include/mmzone.ts';
import { PageBuddy, PageOffline, PG_hwpoison, PG_reserved } from '../include/page_flags.ts';
import type { Kernel } from '../link.ts';

export interface FreePagesFunctions {
  /** `chunks` neighbouring chunks of 2^order pages that onlining or boot has to give: managed pages grow, taken or not. */
  __free_pages_core(zone: Zone, pfn: number, order: number, chunks: number): void;
  /**
   * Ranges whose struct pages do not say "free": mapped or a page type in their mapcount, a mapping, a reference, a flag.
   * One that was never written has a mapcount of 0, which is one mapping; -1 is none.
   */
  badPages(start_pfn: number, end_pfn: number): [start: number, end: number][];
  /** "BUG: Bad page state": told, and the chunk it was found in is given to nobody. `pages` of them in [start_pfn, end_pfn). */
  bad_page(start_pfn: number, end_pfn: number, pages: number): void;
}

export const free_pages = (k: Kernel): FreePagesFunctions => ({
  __free_pages_core(zone, pfn, order, chunks) {
    const chunk = 2 ** order;
    const nr_pages = chunk * chunks;
    const end_pfn = pfn + nr_pages;
    // Ends in one acquisition per chunk.
    k.count('lock taken: zone->lock', chunks);
    k.count(`buddy frees of order ${order}`, chunks);
    k.count('pages freed to the buddy', nr_pages);
    const type = k.release.hotAddedPage === 'offline' ? PageOffline | PageBuddy : 0;
    k.update_pages('page_flags', pfn, end_pfn, (flags) => flags & ~(PG_reserved | type));
    k.set_pages('page_refcount', pfn, end_pfn, 0);
    zone.managed_pages += nr_pages;

    const refused: { from: number; to: number; pages: number }[] = [];
    for (const [start, end] of k.badPages(pfn, end_pfn)) {
      const from = start - ((start - pfn) % chunk);
      const to = pfn + Math.ceil((end - pfn) / chunk) * chunk;
      const last = refused[refused.length - 1];
      if (last && from < last.to) Object.assign(last, { to, pages: last.pages + end - start });
      else refused.push({ from, to, pages: end - start });
      // bad_page() resets the mapcount, and with it a page type.
      k.update_pages('page_flags', start, end, (flags) => flags & ~(PageBuddy | PageOffline));
    }

    let free = pfn;
    for (const { from, to, pages } of [...refused, { from: end_pfn, to: end_pfn, pages: 0 }]) {
      if (free < from) {
        k.update_pages('page_flags', free, from, (flags) => (flags & PG_hwpoison) | PageBuddy);
        k.move_to_free_list(free, from);
        zone.free_pages += from - free;
      }
      if (pages > 0) k.bad_page(from, to, pages);
      free = to;
    }
  },

  badPages(start_pfn, end_pfn) {
    if (k.release.checksFreedPages === 'debug' && !k.machine.config.debug_vm) return [];
    const bad: [number, number][] = [];
    const note = (start: number, end: number) => {
      const last = bad[bad.length - 1];
      if (last && last[1] >= start) last[1] = Math.max(last[1], end);
      else bad.push([start, end]);
    };
    for (const [start, end, content] of k.maps.memmap.runs(start_pfn, end_pfn)) {
      if (content !== 'init') {
        note(start, end);
        continue;
      }
      for (const [from, to, flags] of k.maps.page_flags.runs(start, end)) {
        if (flags & (PageBuddy | PageOffline | PG_reserved)) note(from, to);
        else
          for (const [first, until, count] of k.maps.page_refcount.runs(from, to)) {
            if (count !== 0) note(first, until);
            else
              for (const [at, behind, use] of k.maps.page_use.runs(first, until))
                if (use !== undefined && use !== 'kernel' && use !== 'memmap') note(at, behind);
          }
      }
    }
    return bad;
  },

  bad_page(start_pfn, end_pfn, pages) {
    k.count('bad pages reported', pages);
    k.witness('Bad page state: a chunk is not taken');
    k.incident(
      'bad page',
      `Bad page state: ${pages} struct pages are not free ones, and ${end_pfn - start_pfn} pages go to nobody`,
      start_pfn,
      end_pfn,
    );
  },
});
