/**
 * The helpers as linux@7.3 is shipped with them: nothing is told before the lock is there or after all is over, a block
 * without one zone is refused before the lock is taken, and a block that could not be made says what its altmap still held.
 */
import { defineDesign, EINVAL, type NoneOfItsOwn, new_altmap } from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v6_12, { type PerBlock } from './v6.12.ts';
import type { Helpers } from './v10.ts';

export default defineDesign<NoneOfItsOwn, MemmapOnMemory & Helpers & PerBlock>({
  id: 'david',
  revision: 'v7.3',
  title: 'the merged helpers, without the events of v6.9 to v6.18',
  provenance: 'posted',
  source: { series: 'v6.17 .. v7.3' },
  on: ['linux@7.3'],
  family: 'david',
  order: 11,
  over: [v6_12],
  patch: (k) => ({
    create_altmaps_and_memory_blocks(nid, start_pfn, nr_pages) {
      const { pagesPerBlock } = k.machine;
      for (let pfn = start_pfn; pfn < start_pfn + nr_pages; pfn += pagesPerBlock) {
        const altmap = new_altmap({ base_pfn: pfn, free: k.memory_block_memmap_on_memory_pages() });
        let ret = k.injected_failure('create_altmaps_and_memory_blocks');
        if (!ret) ret = k.arch_add_memory(nid, pfn, pagesPerBlock, altmap);
        if (ret === 0) {
          ret = k.create_memory_block_devices(pfn, pagesPerBlock, altmap.free);
          const mem = k.memory_blocks.get(pfn / pagesPerBlock);
          if (ret) k.arch_remove_memory(pfn, pagesPerBlock, altmap);
          else if (mem) mem.altmap = altmap;
        }
        if (ret) {
          // altmap_free() warns, on this path too.
          if (altmap.alloc)
            k.incident(
              'leak',
              `the altmap still holds ${altmap.alloc} pages after the add failed`,
              pfn,
              pfn + pagesPerBlock,
            );
          k.remove_memory_blocks_and_altmaps(start_pfn, pfn - start_pfn);
          return ret;
        }
      }
      return 0;
    },

    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;
      const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, start_pfn, nr_pages);
      k.mem_hotplug_begin();
      let ret = nr_vmemmap_pages ? k.mhp_init_memmap_on_memory(start_pfn, nr_vmemmap_pages, zone) : 0;
      if (!ret) {
        ret = k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, zone);
        if (ret && nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
      }
      if (!ret && nr_vmemmap_pages) k.adjust_present_page_count(zone, nr_vmemmap_pages);
      k.mem_hotplug_done();
      return ret;
    },

    memory_block_offline(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;
      const { zone } = mem;
      if (!zone) return -EINVAL;

      k.mem_hotplug_begin();
      if (nr_vmemmap_pages) k.adjust_present_page_count(zone, -nr_vmemmap_pages);
      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages);
      if (ret) {
        if (nr_vmemmap_pages) k.adjust_present_page_count(zone, nr_vmemmap_pages);
      } else if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
      k.mem_hotplug_done();
      return ret;
    },
  }),
});
