/** Removing memory (mm/memory_hotplug.c:try_remove_memory, try_offline_node). */
import { EBUSY } from '../../include/errno.ts';
import type { vmem_altmap } from '../../include/memremap.ts';
import { NUMA_NO_NODE } from '../../include/mmzone.ts';
import type { Kernel } from '../../kernel.ts';
import { direct_map_entries } from './add.ts';

export interface RemoveFunctions {
  __remove_pages(pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
  arch_remove_memory(start_pfn: number, nr_pages: number, altmap: vmem_altmap | null): void;
  /** The altmap that the range's memmap goes back through: null for none; a negative errno refuses the removal. */
  altmap_for_removal(start_pfn: number, nr_pages: number): vmem_altmap | null | number;
  /** Errors: -EBUSY while a block is online, what a design's altmap_for_removal says. */
  try_remove_memory(start_pfn: number, nr_pages: number): number;
  /** ACPI's way: any error is a BUG(). */
  __remove_memory(start_pfn: number, nr_pages: number): void;
  remove_memory(start_pfn: number, nr_pages: number): number;
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

  altmap_for_removal: () => null,

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

    const altmap = k.altmap_for_removal(start_pfn, nr_pages);
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

  try_offline_node(nid) {
    const pgdat = k.NODE_DATA(nid);
    if (pgdat.node_spanned_pages) return;
    for (const mem of k.memory_blocks.values()) if (mem.nid === nid) return;
    if (pgdat.hasCpu) return;
    pgdat.online = false;
    k.count('nodes taken down');
  },
});
