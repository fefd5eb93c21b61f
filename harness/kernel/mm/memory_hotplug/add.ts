/** Adding memory (mm/memory_hotplug.c, arch/x86/mm/init_64.c:arch_add_memory). Amounts in pages where the kernel has bytes. */
import { EINVAL } from '../../include/errno.ts';
import { MMOP_OFFLINE, type memory_group } from '../../include/memory.ts';
import { type vmem_altmap, vmem_altmap_offset } from '../../include/memremap.ts';
import { IS_ALIGNED } from '../../include/mmzone.ts';
import type { Kernel } from '../../link.ts';

/** The caller of add_memory asks for the memmap to come from the added range. */
export const MHP_MEMMAP_ON_MEMORY = 1;
export const MHP_NONE = 0;

export interface AddFunctions {
  /** 0, or -EINVAL when start or size is not whole memory blocks. */
  check_hotplug_memory_range(start_pfn: number, nr_pages: number): number;
  __add_pages(nid: number, pfn: number, nr_pages: number, altmap: vmem_altmap | null): number;
  /**
   * Map the range for the kernel: init_memory_mapping() of x86-64, __create_pgd_mapping() of arm64, vmem_add_mapping() of
   * s390, arch_create_linear_mapping() of powerpc. Errors: -ENOMEM of s390, -EFAULT of powerpc; oopses on the other two.
   */
  createDirectMap(start_pfn: number, nr_pages: number): number;
  arch_add_memory(nid: number, start_pfn: number, nr_pages: number, altmap: vmem_altmap | null): number;
  /** 1 when the node was brought up for this, 0 when it was up, negative on error. */
  __try_online_node(nid: number): number;
  /** <= v5.17: the node that a failed add brought up is forgotten, zones and all. */
  rollback_node_hotadd(nid: number): void;
  /** Ours, cut out of add_memory_resource(): sections, memmap and block devices of the range, what a self-hosting design changes about adding. */
  addRangeAndBlocks(nid: number, start_pfn: number, nr_pages: number, mhp_flags: number): number;
  /** Errors: -EINVAL, -ENOMEM, -EEXIST. Locks: device_hotplug_lock held by the caller. */
  add_memory_resource(
    nid: number,
    start_pfn: number,
    nr_pages: number,
    mhp_flags: number,
    group: memory_group | null,
  ): number;
  __add_memory(nid: number, start_pfn: number, nr_pages: number, mhp_flags: number, group: memory_group | null): number;
  /** __add_memory() for a caller without device_hotplug_lock (arch/powerpc, hv_balloon, xen). */
  add_memory(nid: number, start_pfn: number, nr_pages: number, mhp_flags: number): number;
  /** The same with a resource named for its driver (dax/kmem, virtio-mem), which nothing of hotplug looks at. */
  add_memory_driver_managed(nid: number, start_pfn: number, nr_pages: number, mhp_flags: number): number;
}

/** Page-table entries that map a range: of 1 GiB where it is whole ones, else of a PMD each. */
export function direct_map_entries(k: Pick<Kernel, 'machine'>, start_pfn: number, nr_pages: number): number {
  const { pageBytes, pmdPages } = k.machine;
  const whole = 2 ** 30 / pageBytes;
  return nr_pages / (IS_ALIGNED(start_pfn, whole) && IS_ALIGNED(nr_pages, whole) ? whole : pmdPages);
}

export const add = (k: Kernel): AddFunctions => ({
  check_hotplug_memory_range(start_pfn, nr_pages) {
    const { pagesPerBlock } = k.machine;
    return nr_pages > 0 && IS_ALIGNED(start_pfn, pagesPerBlock) && IS_ALIGNED(nr_pages, pagesPerBlock) ? 0 : -EINVAL;
  },

  __add_pages(nid, pfn, nr_pages, altmap) {
    if (altmap) {
      if (altmap.base_pfn !== pfn || vmem_altmap_offset(altmap) > nr_pages) return -EINVAL;
      altmap.alloc = 0;
    }
    if (k.check_pfn_span(pfn, nr_pages)) return -EINVAL;
    const { pagesPerSection } = k.machine;
    const end_pfn = pfn + nr_pages;
    let cur_nr_pages = 0;
    for (let at = pfn; at < end_pfn; at += cur_nr_pages) {
      cur_nr_pages = Math.min(end_pfn - at, at - (at % pagesPerSection) + pagesPerSection - at);
      // Sections already added stay when a later one fails.
      const err = k.sparse_add_section(nid, at, cur_nr_pages, altmap);
      if (err) return err;
    }
    return 0;
  },

  createDirectMap(start_pfn, nr_pages) {
    // Neither of the two looks at what it was given.
    if (k.injected_failure('init_memory_mapping'))
      k.oops('page fault: phys_pmd_init() reads through the NULL that alloc_low_page() returned');
    if (k.injected_failure('__pgd_pgtable_alloc')) k.oops('BUG_ON(!ptr): no page for __pgd_pgtable_alloc()');
    const injected = k.injected_failure('vmem_add_mapping') || k.injected_failure('create_section_mapping');
    if (injected) return injected;
    k.set_pages('direct_map', start_pfn, start_pfn + nr_pages, true);
    k.count('direct map entries written', direct_map_entries(k, start_pfn, nr_pages));
    return 0;
  },

  arch_add_memory(nid, start_pfn, nr_pages, altmap) {
    const unmapped = k.createDirectMap(start_pfn, nr_pages);
    if (unmapped) return unmapped;
    const ret = k.__add_pages(nid, start_pfn, nr_pages, altmap);
    if (ret && k.machine.arch !== 'x86-64') {
      k.set_pages('direct_map', start_pfn, start_pfn + nr_pages, false);
      return ret;
    }
    // x86-64 keeps the mapping and moves the end of memory even when the add failed, and never moves it back.
    k.max_pfn = Math.max(k.max_pfn, start_pfn + nr_pages);
    return ret;
  },

  __try_online_node(nid) {
    const pgdat = k.NODE_DATA(nid);
    if (pgdat.online) return 0;
    const injected = k.injected_failure('hotadd_new_pgdat');
    if (injected) return injected;
    k.count('nodes brought up');
    pgdat.nr_zones = 0;
    pgdat.node_start_pfn = 0;
    pgdat.node_spanned_pages = 0;
    pgdat.node_present_pages = 0;
    for (const zone of pgdat.node_zones) {
      zone.managed_pages = 0;
      zone.pageset = 'boot';
    }
    // Before the present pages are reset (hotadd_init_pgdat).
    k.build_all_zonelists(pgdat);
    for (const zone of pgdat.node_zones) zone.present_pages = 0;
    return 1;
  },

  rollback_node_hotadd(nid) {
    k.witness('add_memory_resource: the new node is rolled back');
    const pgdat = k.NODE_DATA(nid);
    Object.assign(pgdat, {
      nr_zones: 0,
      node_start_pfn: 0,
      node_spanned_pages: 0,
      node_present_pages: 0,
      zonelist: '',
    });
    const blank = { zone_start_pfn: 0, spanned_pages: 0, present_pages: 0, present_early_pages: 0, managed_pages: 0 };
    for (const zone of pgdat.node_zones)
      Object.assign(zone, {
        ...blank,
        contiguous: false,
        nr_isolate_pageblock: 0,
        initialized: false,
        pageset: 'boot',
      });
  },

  addRangeAndBlocks(nid, start_pfn, nr_pages, _mhp_flags) {
    const ret = k.arch_add_memory(nid, start_pfn, nr_pages, null);
    if (ret < 0) return ret;
    const err = k.create_memory_block_devices(start_pfn, nr_pages, 0);
    if (err) k.arch_remove_memory(start_pfn, nr_pages, null);
    return err;
  },

  add_memory_resource(nid, start_pfn, nr_pages, mhp_flags, group) {
    const misaligned = k.check_hotplug_memory_range(start_pfn, nr_pages);
    if (misaligned) {
      k.witness('add_memory_resource: not whole blocks');
      return misaligned;
    }
    if (!k.node_data[nid]) return -EINVAL;

    k.mem_hotplug_begin();
    const new_node = k.__try_online_node(nid);
    if (new_node < 0) {
      k.witness('add_memory_resource: no node');
      k.mem_hotplug_done();
      return new_node;
    }

    const upFirst = k.release.newNodeUp === 'before its memory';
    if (new_node && upFirst) k.NODE_DATA(nid).online = true;
    const ret = k.addRangeAndBlocks(nid, start_pfn, nr_pages, mhp_flags);
    if (ret < 0) {
      k.witness('add_memory_resource: error');
      if (new_node && k.release.newNodeOnFailure === 'rollback') k.rollback_node_hotadd(nid);
      if (new_node && upFirst) k.NODE_DATA(nid).online = false;
      k.mem_hotplug_done();
      return ret;
    }

    if (new_node && !upFirst) k.NODE_DATA(nid).online = true;
    k.register_memory_blocks_under_node(nid, start_pfn, nr_pages, group);
    k.mem_hotplug_done();

    // An error of the first block that does not come online ends the walk and is not reported.
    if (k.default_online_type !== MMOP_OFFLINE)
      k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
        mem.online_type = k.default_online_type;
        return k.device_online(mem);
      });
    return ret;
  },

  __add_memory(nid, start_pfn, nr_pages, mhp_flags, group) {
    const busy = k.register_memory_resource(start_pfn, nr_pages);
    if (busy) return busy;
    const ret = k.add_memory_resource(nid, start_pfn, nr_pages, mhp_flags, group);
    if (ret < 0) k.release_memory_resource(start_pfn, nr_pages);
    return ret;
  },

  add_memory(nid, start_pfn, nr_pages, mhp_flags) {
    k.lock('device_hotplug_lock');
    const rc = k.__add_memory(nid, start_pfn, nr_pages, mhp_flags, null);
    k.unlock('device_hotplug_lock');
    return rc;
  },

  add_memory_driver_managed: (nid, start_pfn, nr_pages, mhp_flags) => k.add_memory(nid, start_pfn, nr_pages, mhp_flags),
});
