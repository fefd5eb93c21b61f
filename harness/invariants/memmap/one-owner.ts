import { joined, minus, type PageRun, pagesIn, showRun } from '../../types/page_run.ts';
import { defineInvariant } from '../invariant.ts';
import { firstWhere, where } from '../ranges.ts';

export default defineInvariant({
  id: 'memmap/one-owner',
  title: 'every frame of a block has one owner: the memmap at its head, or whoever allocated it',
  fault: {
    short: 'leaves frames with two owners',
    long: 'leaves frames of a block with two owners, or with none',
  },
  class: 'crash',
  suffers: {
    reader: 'mm/page_alloc.c:prep_new_page',
    under: [],
    how: 'whoever gets the page writes over struct pages in use',
  },
  reason:
    'The memmap of a block lies in its first pages, all of it and nothing else: one frame a page of struct pages.',
  reliesOn: [
    'mm/memremap.c:vmem_altmap_offset',
    'mm/sparse-vmemmap.c:altmap_alloc_block_buf',
    'drivers/base/memory.c:memory_block_online',
  ],
  claims: ['L04', 'L25'],
  rest(view) {
    const { machine, maps } = view.k;
    const heads = joined(
      view.blocks.map((mem): PageRun => [view.rangeOf(mem)[0], view.rangeOf(mem)[0] + mem.nr_vmemmap_pages]),
    );
    const frames = maps.vmemmap_frame.present().map(([start, end]): PageRun => [start, end]);
    const [beyond] = minus(frames, heads);
    if (beyond)
      return {
        message: `${beyond[1] - beyond[0]} memmap frames of ${view.blockAt(beyond[0])} lie outside what the block keeps for its memmap`,
        where: `pages ${showRun(beyond)}`,
      };
    const used = firstWhere(maps.page_use, frames, (use) => use !== undefined);
    if (used)
      return {
        message: `memmap frames of ${view.blockAt(used[0])} are allocated to somebody else`,
        where: `pages ${showRun([used[0], used[1]])}`,
      };
    const hot: PageRun[] = [[machine.firstHotPfn, Number.POSITIVE_INFINITY]];
    const carried = pagesIn(where(maps.memmap_from_altmap, hot, (own) => own));
    const needed = Math.ceil((carried * machine.structPageBytes) / machine.pageBytes);
    if (pagesIn(frames) === needed) return undefined;
    return {
      message: `${pagesIn(frames)} frames hold the struct pages of ${carried} pages, which take ${needed}`,
      where: frames[0] ? `pages ${showRun(frames[0])}` : 'nowhere',
    };
  },
});
