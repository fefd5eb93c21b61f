/**
 * The helpers as mended after the merge: the hole fix of May 2021 (v5.13), the self-hosted flag (v6.0), and the two
 * fixes of v6.7: everything under mem_hotplug_lock, and the altmap handed to the error path of hot-add.
 * What linux@6.1 (from 6.1.76 on) is shipped with.
 */
import {
  ALIGN_DOWN,
  defineDesign,
  type memory_block,
  type memory_group,
  PG_vmemmap_self_hosted,
  type Zone,
} from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v10 from './v10.ts';

interface Helpers extends Pick<MemmapOnMemory, 'removeAfterFailedAdd'> {
  mhp_init_memmap_on_memory(pfn: number, nr_pages: number, zone: Zone): number;
  online_pages(pfn: number, nr_pages: number, zone: Zone, group: memory_group | null): number;
}
interface V10 {
  mhp_deinit_memmap_on_memory(pfn: number, nr_pages: number): void;
}

export default defineDesign<Helpers, MemmapOnMemory & V10>({
  id: 'david',
  revision: 'v6.7',
  title: 'the merged helpers, later fixes included',
  provenance: 'posted',
  source: {
    messageId: '20231114180238.1522782-2-sumanthk@linux.ibm.com',
    series: 'v5.13 .. v6.7',
    commit: '001002e73712',
  },
  on: ['linux@5.12', 'linux@6.1'],
  family: 'david',
  order: 9,
  over: [v10],
  replaces: {
    memory_block_online: 'd3c6db16b6',
    memory_block_offline: '0c4e166d21',
    online_pages: 'e0caec3529',
    offline_pages: 'da77ac27e0',
  },
  patch: (k) => {
    /** memory_block_online() from where mem_hotplug_lock is held. */
    const online = (
      mem: memory_block,
      zone: Zone,
      start_pfn: number,
      nr_pages: number,
      nr_vmemmap_pages: number,
    ): number => {
      if (nr_vmemmap_pages) {
        const ret = k.mhp_init_memmap_on_memory(start_pfn, nr_vmemmap_pages, zone);
        if (ret) return ret;
      }
      const ret = k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, zone, mem.group);
      if (ret) {
        if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
        return ret;
      }
      if (nr_vmemmap_pages) k.adjust_present_page_count(start_pfn, mem.group, nr_vmemmap_pages);
      k.remember_block_zone(mem);
      return 0;
    };

    /** memory_block_offline() from where mem_hotplug_lock is held. */
    const offline = (mem: memory_block, start_pfn: number, nr_pages: number, nr_vmemmap_pages: number): number => {
      if (nr_vmemmap_pages) k.adjust_present_page_count(start_pfn, mem.group, -nr_vmemmap_pages);
      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, mem, mem.group);
      if (ret) {
        if (nr_vmemmap_pages) k.adjust_present_page_count(start_pfn, mem.group, nr_vmemmap_pages);
        return ret;
      }
      if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
      mem.zone = null;
      return 0;
    };

    return {
      memory_block_online(mem) {
        const start_pfn = mem.id * k.machine.pagesPerBlock;
        const nr_pages = k.machine.pagesPerBlock;
        const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, mem.group, start_pfn, nr_pages);
        k.mem_hotplug_begin();
        const ret = online(mem, zone, start_pfn, nr_pages, mem.nr_vmemmap_pages);
        k.mem_hotplug_done();
        return ret;
      },

      memory_block_offline(mem) {
        const zoneless = k.check_block_zone(mem);
        if (zoneless) return zoneless;
        k.mem_hotplug_begin();
        const ret = offline(mem, mem.id * k.machine.pagesPerBlock, k.machine.pagesPerBlock, mem.nr_vmemmap_pages);
        k.mem_hotplug_done();
        return ret;
      },

      mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
        const { pagesPerSection } = k.machine;
        const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
        if (ret) return ret;
        k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
        if (k.release.selfHostedFlag)
          k.update_pages('page_flags', pfn, pfn + nr_pages, (flags) => flags | PG_vmemmap_self_hosted);
        if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
        return 0;
      },

      // The lock moved up into the callers.
      online_pages: (pfn, nr_pages, zone, group) =>
        k.checkOnlineRange(pfn, nr_pages) || k.online_pages_locked(pfn, nr_pages, zone, group),
      offline_pages: (start_pfn, nr_pages, mem, group) =>
        k.checkOnlineRange(start_pfn, nr_pages) || k.offline_pages_locked(start_pfn, nr_pages, mem, group),

      removeAfterFailedAdd: (start_pfn, nr_pages, altmap) => k.arch_remove_memory(start_pfn, nr_pages, altmap),
    };
  },
});
