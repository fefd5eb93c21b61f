/** Removing memory (mm/memory_hotplug.c:try_remove_memory, try_offline_node). */
import { EBUSY, EINVAL } from '../../include/errno.ts';
import { MMOP_ONLINE_KERNEL, MMOP_ONLINE_MOVABLE, type memory_block, type OnlineType } from '../../include/memory.ts';
import type { vmem_altmap } from '../../include/memremap.ts';
import { IS_ALIGNED, NUMA_NO_NODE, ZONE_MOVABLE, zone_idx } from '../../include/mmzone.ts';
import type { Kernel } from '../../link.ts';
import { direct_map_entries } from './add.ts';

export interface RemoveFunctions {
  __remove_pages(pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
  arch_remove_memory(start_pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
  /** The altmap that the range's memmap goes back through: null for none; a negative errno refuses the removal. */
  altmapForRemoval(start_pfn: number, nr_pages: number): vmem_altmap | null | number;
  /** Errors: -EBUSY while a block is online, what a design's altmapForRemoval says. */
  try_remove_memory(start_pfn: number, nr_pages: number): number;
  /** ACPI's way: any error is a BUG(). */
  __remove_memory(start_pfn: number, nr_pages: number): void;
  remove_memory(start_pfn: number, nr_pages: number): number;
  /**
   * virtio-mem's way: offline every block, then remove; what was online before comes online again where one refuses, to
   * the kind of zone that its first page was in. Errors: -EINVAL, -ENOMEM, what a block refuses with.
   */
  offline_and_remove_memory(start_pfn: number, nr_pages: number): number;
  /** Take the node down when it spans nothing, no block belongs to it and it has no processor. */
  try_offline_node(nid: number): void;
}

export const remove = (k: Kernel): RemoveFunctions => ({
  __remove_pages(pfn, nr_pages, altmap) {
    const { pagesPerSection } = k.machine;
    const end_pfn = pfn + nr_pages;
    let cur_nr_pages = 0;
    for (let at = pfn; at < end_pfn; at += cur_nr_pages) {
      cur_nr_pages = Math.min(end_pfn - at, at - (at % pagesPerSection) + pagesPerSection - at);
      k.sparse_remove_section(at, cur_nr_pages, altmap);
    }
  },

  arch_remove_memory(start_pfn, nr_pages, altmap) {
    k.__remove_pages(start_pfn, nr_pages, altmap);
    k.set_pages('direct_map', start_pfn, start_pfn + nr_pages, false);
    k.count('direct map entries cleared', direct_map_entries(k, start_pfn, nr_pages));
  },

  altmapForRemoval: () => null,

  try_remove_memory(start_pfn, nr_pages) {
    if (k.check_hotplug_memory_range(start_pfn, nr_pages)) k.oops('BUG_ON(check_hotplug_memory_range(start, size))');

    let nid = NUMA_NO_NODE;
    const rc = k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
      nid = mem.nid;
      return mem.state === 'MEM_OFFLINE' ? 0 : -EBUSY;
    });
    if (rc) {
      k.witness('try_remove_memory: a block is not offline');
      return rc;
    }

    const altmap = k.altmapForRemoval(start_pfn, nr_pages);
    if (typeof altmap === 'number') return altmap;

    if (k.release.removesDevicesLocked) k.mem_hotplug_begin();
    k.remove_memory_block_devices(start_pfn, nr_pages);
    if (!k.release.removesDevicesLocked) k.mem_hotplug_begin();
    k.arch_remove_memory(start_pfn, nr_pages, altmap);
    if (altmap?.alloc)
      k.incident(
        'leak',
        `the altmap still holds ${altmap.alloc} pages after the removal`,
        start_pfn,
        start_pfn + nr_pages,
      );
    k.release_memory_resource(start_pfn, nr_pages);
    if (nid !== NUMA_NO_NODE) k.try_offline_node(nid);
    k.mem_hotplug_done();
    return 0;
  },

  __remove_memory(start_pfn, nr_pages) {
    const rc = k.try_remove_memory(start_pfn, nr_pages);
    if (rc) k.oops(`BUG(): try_remove_memory returned ${rc}`);
  },

  remove_memory(start_pfn, nr_pages) {
    k.lock('device_hotplug_lock');
    const rc = k.try_remove_memory(start_pfn, nr_pages);
    k.unlock('device_hotplug_lock');
    return rc;
  },

  offline_and_remove_memory(start_pfn, nr_pages) {
    const { pagesPerBlock } = k.machine;
    if (!IS_ALIGNED(start_pfn, pagesPerBlock) || !IS_ALIGNED(nr_pages, pagesPerBlock) || !nr_pages) return -EINVAL;
    const injected = k.injected_failure('offline_and_remove_memory');
    if (injected) return injected;
    const online_types = new Map<memory_block, OnlineType>();
    k.lock('device_hotplug_lock');
    let rc = k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
      const page = k.pfn_to_online_page(mem.id * pagesPerBlock);
      const zone = page === null ? null : k.page_zone(page);
      const online_type = zone && zone_idx(zone) === ZONE_MOVABLE ? MMOP_ONLINE_MOVABLE : MMOP_ONLINE_KERNEL;
      const ret = k.device_offline(mem);
      if (!ret) online_types.set(mem, online_type);
      return Math.min(ret, 0);
    });
    if (!rc) {
      rc = k.try_remove_memory(start_pfn, nr_pages);
      if (k.release.failedRemoval === 'ignored') rc = 0;
    }
    if (rc) {
      k.witness('offline_and_remove_memory: rolled back');
      k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        const online_type = online_types.get(mem);
        if (online_type === undefined) return 0;
        mem.online_type = online_type;
        k.device_online(mem);
        return 0;
      });
    }
    k.unlock('device_hotplug_lock');
    return rc;
  },

  try_offline_node(nid) {
    const pgdat = k.NODE_DATA(nid);
    if (pgdat.node_spanned_pages) return;
    for (const mem of k.memory_blocks.values()) if (mem.nid === nid) return;
    if (pgdat.hasCpu) return;
    pgdat.online = false;
    k.count('nodes taken down');
  },
});
