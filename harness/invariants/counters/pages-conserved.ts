import { PageBuddy, PG_reserved } from '../../kernel/include/page_flags.ts';
import { minus, type PageRun, pagesIn } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { where } from '../ranges.ts';

export default defineInvariant({
  id: 'counters/pages-conserved',
  title: 'every managed page is free, in use, poisoned or holds an ordinary memmap',
  fault: {
    short: 'loses managed pages',
    long: 'loses managed pages that are neither free nor in use',
  },
  class: 'wrong number to user space',
  suffers: {
    reader: 'fs/proc/meminfo.c:meminfo_proc_show',
    under: [],
    how: 'MemFree in /proc/meminfo misses pages that nobody has, or counts pages twice',
  },
  reason:
    'A page that none of them has is lost until the next boot; one that two of them have will be written by both. MemFree is what is left.',
  reliesOn: [
    'mm/page_alloc.c:free_unref_page_prepare',
    'mm/page_alloc.c:zone_watermark_ok',
    'arch/x86/mm/init_64.c:free_pagetable',
  ],
  claims: ['L01', 'L61'],
  rest(view) {
    const { machine, maps } = view.k;
    let managed = 0;
    let free = 0;
    for (const zone of view.zones) {
      managed += zone.managed_pages;
      free += zone.free_pages;
    }
    // What boot reserved was never managed.
    const boot = where(maps.page_flags, unchurned(), (flags) => !(flags & PG_reserved));
    const ours = [...view.onlineData(), ...boot].sort(([a], [b]) => a - b);
    const taken = where(maps.page_flags, ours, (flags) => !(flags & PageBuddy));
    // Frames of memmaps are counted by what they describe, below.
    const inUse = pagesIn(where(maps.page_use, taken, (use) => use !== 'memmap'));
    // Frames that begin below the struct page of a pfn: one may hold those of several sections.
    const framesTo = (pfn: number) => Math.ceil((pfn * machine.structPageBytes) / machine.pageBytes);
    const hot: PageRun[] = [[machine.firstHotPfn, Number.POSITIVE_INFINITY]];
    const mapped = where(maps.memmap, hot, (content) => content !== 'unmapped');
    const ordinary = where(maps.memmap_from_altmap, mapped, (own) => !own);
    const memmap = ordinary.reduce((frames, [start, end]) => frames + framesTo(end) - framesTo(start), 0);
    const lost = managed - free - inUse - memmap;
    if (lost === 0) return undefined;
    const parts = `${managed} managed, ${free} free, ${inUse} in use, ${memmap} in memmaps`;
    return { message: `${Math.abs(lost)} pages ${lost > 0 ? 'are lost' : 'too many'}: ${parts}`, where: 'free lists' };

    /** Boot pages, but for those of blocks that were offline since. */
    function unchurned(): readonly PageRun[] {
      const { churned, ram } = view.baseline;
      const blocks = [...churned]
        .sort((a, b) => a - b)
        .map((id): PageRun => [id * machine.pagesPerBlock, (id + 1) * machine.pagesPerBlock]);
      return minus(ram, blocks);
    }
  },
});
