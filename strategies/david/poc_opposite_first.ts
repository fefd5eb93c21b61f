/**
 * The sketch with its comment in memory_block_offline() taken at its word: the opposite of what onlining did, before
 * offline_pages(), and that for the range that was onlined. Nothing is put back when offline_pages() fails.
 */
import { defineDesign, type NoneOfItsOwn, zone_to_nid } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import poc from './poc.ts';
import type { Sketch } from './poc_posted.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Sketch>({
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
  patch: (k) => ({
    memory_block_offline(start_pfn, nr_pages, nr_vmemmap_pages) {
      const zone = nr_vmemmap_pages ? k.page_zone(k.pfn_to_page(start_pfn)) : null;
      if (zone) {
        zone.present_pages -= nr_pages;
        k.NODE_DATA(zone_to_nid(zone)).node_present_pages -= nr_pages;
        k.remove_pfn_range_from_zone(zone, start_pfn, nr_vmemmap_pages);
      }
      return k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages);
    },
  }),
});
