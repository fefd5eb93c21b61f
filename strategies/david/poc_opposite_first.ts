/**
 * The sketch with its comment in memory_block_offline() taken at its word: the opposite of what onlining did, before
 * offline_pages(), and that for the range that was onlined. Nothing is put back when offline_pages() fails.
 */
import { defineDesign } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import poc from './poc.ts';
import type { Sketch } from './poc_posted.ts';
import { takeVmemmapBack } from './poc_repairs.ts';

export default defineDesign<Record<never, never>, MemmapOnMemory & Sketch>({
  id: 'david',
  revision: 'poc-opposite-first',
  title: 'the sketch, offlining as the opposite of onlining, in the order of the comment',
  provenance: 'reconstructed',
  source: { messageId: 'YF0JerCFXzcmMKzp@localhost.localdomain' },
  repairs: [
    'the comment before offline_pages() is made code: present pages and zone are taken back there',
    'offline_pages() is handed what online_pages() was, not the whole block',
    'nothing is undone when it fails, as for onlining',
  ],
  on: ['linux@5.12'],
  family: 'david',
  order: 3,
  over: [poc],
  replaces: { memory_block_offline: 'e1cf0bcef7' },
  patch: (k) => ({
    memory_block_offline(mem) {
      const zoneless = k.check_block_zone(mem);
      if (zoneless) return zoneless;
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const { nr_vmemmap_pages } = mem;
      const zone = nr_vmemmap_pages ? k.page_zone(k.pfn_to_page(start_pfn)) : null;
      if (zone) takeVmemmapBack(k, zone, mem);
      const nr_pages = k.machine.pagesPerBlock - nr_vmemmap_pages;
      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages, mem, mem.group);
      if (!ret) mem.zone = null;
      return ret;
    },
  }),
});
