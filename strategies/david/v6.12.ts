/**
 * The helpers as linux@6.12 is shipped with them: every block of a range carries its own altmap, kept in the block; the
 * request is a hint; two more events frame the vmemmap's life.
 */
import {
  ALIGN,
  ALIGN_DOWN,
  defineDesign,
  EBUSY,
  EINVAL,
  IS_ALIGNED,
  type Kernel,
  MHP_MEMMAP_ON_MEMORY,
  type memory_block,
  type memory_notify,
  NUMA_NO_NODE,
  new_altmap,
  PageOffline,
  PG_vmemmap_self_hosted,
} from '../../harness/design.ts';
import type { MemmapOnMemory } from '../shared/memmap_on_memory.ts';
import v6_7 from './v6.7.ts';
import type { Helpers } from './v10.ts';

export interface PerBlock {
  /** Pages that the vmemmap of one block takes from it, pageblock-rounded in `force` mode. */
  memory_block_memmap_on_memory_pages(): number;
  /** Whether the architecture can map a vmemmap of so many bytes from the block. */
  arch_supports_memmap_on_memory(vmemmap_size: number): boolean;
  create_altmaps_and_memory_blocks(nid: number, start_pfn: number, nr_pages: number): number;
  remove_memory_blocks_and_altmaps(start_pfn: number, nr_pages: number): void;
}

/** PREPARE_ONLINE and FINISH_OFFLINE: the data range; the altmap's range lies in front of it. */
const notifyArg = (k: Pick<Kernel, 'machine'>, mem: memory_block): memory_notify => ({
  start_pfn: mem.id * k.machine.pagesPerBlock + mem.nr_vmemmap_pages,
  nr_pages: k.machine.pagesPerBlock - mem.nr_vmemmap_pages,
  status_change_nid: NUMA_NO_NODE,
  status_change_nid_normal: NUMA_NO_NODE,
});

export default defineDesign<PerBlock, MemmapOnMemory & Helpers>({
  id: 'david',
  revision: 'v6.12',
  title: 'the merged helpers, one altmap per block',
  provenance: 'posted',
  source: { series: 'v6.6 .. v6.12', commit: '6b8f0798b85a' },
  on: ['linux@6.12'],
  family: 'david',
  order: 10,
  over: [v6_7],
  patch: (k) => ({
    mhp_memmap_on_memory: () => k.machine.config.memmap_on_memory !== 'off',

    memory_block_memmap_on_memory_pages() {
      const { pagesPerBlock, structPageBytes, pageBytes, pageblockPages } = k.machine;
      const nr_pages = Math.ceil((pagesPerBlock * structPageBytes) / pageBytes);
      return k.machine.config.memmap_on_memory === 'force' ? ALIGN(nr_pages, pageblockPages) : nr_pages;
    },

    mhp_supports_memmap_on_memory() {
      const { pagesPerBlock, structPageBytes, pageBytes, pageblockPages } = k.machine;
      const vmemmap_size = pagesPerBlock * structPageBytes;
      const memmap_pages = k.memory_block_memmap_on_memory_pages();
      if (!k.mhp_memmap_on_memory()) return false;
      if (!IS_ALIGNED(vmemmap_size, pageBytes) || !IS_ALIGNED(memmap_pages, pageblockPages)) return false;
      if (memmap_pages === pagesPerBlock) return false;
      return k.arch_supports_memmap_on_memory(vmemmap_size);
    },

    arch_supports_memmap_on_memory(vmemmap_size) {
      const { arch, pageBytes, pmdPages } = k.machine;
      // ppc64 maps the vmemmap in base pages where it has to, and says so where these are of 64 KiB (radix; v6.6).
      if (arch === 'ppc64' && pageBytes > 4096) return true;
      return IS_ALIGNED(vmemmap_size, pmdPages * pageBytes);
    },

    // Always asked for; what cannot be had falls back.
    acpiMhpFlags: () => MHP_MEMMAP_ON_MEMORY,

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
          k.remove_memory_blocks_and_altmaps(start_pfn, pfn - start_pfn);
          return ret;
        }
      }
      return 0;
    },

    remove_memory_blocks_and_altmaps(start_pfn, nr_pages) {
      const { pagesPerBlock } = k.machine;
      for (let pfn = start_pfn; pfn < start_pfn + nr_pages; pfn += pagesPerBlock) {
        const mem = k.find_memory_block(k.pfn_to_section_nr(pfn));
        const altmap = mem?.altmap ?? null;
        if (mem) k.put_device(mem);
        k.remove_memory_block_devices(pfn, pagesPerBlock);
        k.arch_remove_memory(pfn, pagesPerBlock, altmap);
        if (altmap?.alloc)
          k.incident(
            'leak',
            `the altmap still holds ${altmap.alloc} pages after the removal`,
            pfn,
            pfn + pagesPerBlock,
          );
      }
    },

    addRangeAndBlocks(nid, start_pfn, nr_pages, mhp_flags) {
      if (mhp_flags & MHP_MEMMAP_ON_MEMORY && k.mhp_supports_memmap_on_memory(nr_pages))
        return k.create_altmaps_and_memory_blocks(nid, start_pfn, nr_pages);
      const ret = k.arch_add_memory(nid, start_pfn, nr_pages, null);
      if (ret < 0) return ret;
      const err = k.create_memory_block_devices(start_pfn, nr_pages, 0);
      if (err) k.arch_remove_memory(start_pfn, nr_pages, null);
      return err;
    },

    try_remove_memory(start_pfn, nr_pages) {
      if (k.check_hotplug_memory_range(start_pfn, nr_pages)) k.oops('BUG_ON(check_hotplug_memory_range(start, size))');
      let nid = NUMA_NO_NODE;
      const rc = k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        nid = mem.nid;
        return mem.state === 'MEM_OFFLINE' ? 0 : -EBUSY;
      });
      if (rc) return rc;

      k.mem_hotplug_begin();
      let altmaps = 0;
      k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        if (mem.altmap) altmaps++;
        return 0;
      });
      if (altmaps && altmaps !== nr_pages / k.machine.pagesPerBlock) {
        k.mem_hotplug_done();
        return -EINVAL;
      }
      if (altmaps) k.remove_memory_blocks_and_altmaps(start_pfn, nr_pages);
      else {
        k.remove_memory_block_devices(start_pfn, nr_pages);
        k.arch_remove_memory(start_pfn, nr_pages, null);
      }
      k.release_memory_resource(start_pfn, nr_pages);
      if (nid !== NUMA_NO_NODE) k.try_offline_node(nid);
      k.mem_hotplug_done();
      return 0;
    },

    memory_block_online(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;
      const zone = k.zone_for_pfn_range(mem.online_type, mem.nid, start_pfn, nr_pages);
      k.mem_hotplug_begin();
      let ret = k.memory_notify('MEM_PREPARE_ONLINE', notifyArg(k, mem));
      if (ret) {
        k.mem_hotplug_done();
        return ret;
      }
      if (nr_vmemmap_pages) ret = k.mhp_init_memmap_on_memory(start_pfn, nr_vmemmap_pages, zone);
      if (!ret) {
        ret = k.online_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages, zone);
        if (ret && nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
      }
      if (ret) k.memory_notify('MEM_FINISH_OFFLINE', notifyArg(k, mem));
      else if (nr_vmemmap_pages) k.adjust_present_page_count(zone, nr_vmemmap_pages);
      k.mem_hotplug_done();
      return ret;
    },

    memory_block_offline(mem) {
      const start_pfn = mem.id * k.machine.pagesPerBlock;
      const nr_pages = k.machine.pagesPerBlock;
      const nr_vmemmap_pages = mem.nr_vmemmap_pages;

      k.mem_hotplug_begin();
      const zone = nr_vmemmap_pages ? k.page_zone(k.pfn_to_page(start_pfn)) : null;
      if (nr_vmemmap_pages) k.adjust_present_page_count(zone, -nr_vmemmap_pages);
      const ret = k.offline_pages(start_pfn + nr_vmemmap_pages, nr_pages - nr_vmemmap_pages);
      if (ret) {
        if (nr_vmemmap_pages) k.adjust_present_page_count(zone, nr_vmemmap_pages);
      } else {
        if (nr_vmemmap_pages) k.mhp_deinit_memmap_on_memory(start_pfn, nr_vmemmap_pages);
        k.memory_notify('MEM_FINISH_OFFLINE', notifyArg(k, mem));
      }
      k.mem_hotplug_done();
      return ret;
    },

    mhp_init_memmap_on_memory(pfn, nr_pages, zone) {
      const { pagesPerSection } = k.machine;
      const ret = k.kasan_add_zero_shadow(pfn, nr_pages);
      if (ret) return ret;
      k.move_pfn_range_to_zone(zone, pfn, nr_pages, 'UNMOVABLE');
      // In use from here on, not offline; hibernation would skip them.
      k.update_pages('page_flags', pfn, pfn + nr_pages, (flags) => (flags & ~PageOffline) | PG_vmemmap_self_hosted);
      if (nr_pages >= pagesPerSection) k.online_mem_sections(pfn, ALIGN_DOWN(pfn + nr_pages, pagesPerSection));
      return 0;
    },
  }),
});
