/** DIMMs (drivers/acpi/acpi_memhotplug.c, drivers/acpi/scan.c:acpi_scan_try_to_offline). */

import { trackedFactory } from '../../../state/tracked.ts';
import { EBUSY } from '../../include/errno.ts';
import type { memory_block, memory_group } from '../../include/memory.ts';
import type { Kernel } from '../../link.ts';
import { MHP_NONE } from '../../mm/memory_hotplug/add.ts';

const newGroup = trackedFactory<memory_group>('content');

export interface AcpiFunctions {
  /** What ACPI asks of add_memory for a DIMM of this size. */
  acpiMhpFlags(nr_pages: number): number;
  /** With a static memory group of its own from v5.15 on. `mhp_flags`: null for what ACPI says by itself. */
  acpi_memory_device_add(nid: number, start_pfn: number, nr_pages: number, mhp_flags: number | null): number;
  /** Offline every block of the DIMM, in two passes; what came down is put back online when one refuses. */
  acpi_scan_try_to_offline(start_pfn: number, nr_pages: number): number;
  /** device_del: -EBUSY when the guest refuses. */
  acpiMemoryDeviceEject(start_pfn: number, nr_pages: number): number;
}

export const acpi_memhotplug = (k: Kernel): AcpiFunctions => ({
  acpiMhpFlags: () => MHP_NONE,

  acpi_memory_device_add(nid, start_pfn, nr_pages, mhp_flags) {
    const ungrouped = k.release.memoryGroups ? k.injected_failure('memory_group_register_static') : 0;
    if (ungrouped) return ungrouped;
    const group: memory_group | null = k.release.memoryGroups
      ? newGroup(k, `memory group at ${start_pfn}`, {
          nid,
          max_pages: nr_pages,
          present_kernel_pages: 0,
          present_movable_pages: 0,
        })
      : null;
    k.lock('device_hotplug_lock');
    const ret = k.__add_memory(nid, start_pfn, nr_pages, mhp_flags ?? k.acpiMhpFlags(nr_pages), group);
    k.unlock('device_hotplug_lock');
    return ret;
  },

  acpi_scan_try_to_offline(start_pfn, nr_pages) {
    const put_online = new Set<memory_block>();
    let refused = 0;
    k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
      const ret = k.device_offline(mem);
      if (ret < 0) refused++;
      else if (ret === 0) put_online.add(mem);
      return 0;
    });
    if (!refused) return 0;
    // Second pass: one block may have held what another needed.
    let failed = 0;
    k.walk_memory_blocks(start_pfn, nr_pages, (mem) => {
      if (put_online.has(mem)) return 0;
      const ret = k.device_offline(mem);
      if (ret === 0) put_online.add(mem);
      failed = Math.min(ret, 0);
      return failed;
    });
    if (!failed) return 0;
    k.witness('acpi: an eject is rolled back');
    for (const mem of put_online) k.device_online(mem);
    return -EBUSY;
  },

  acpiMemoryDeviceEject(start_pfn, nr_pages) {
    k.lock('device_hotplug_lock');
    const ret = k.acpi_scan_try_to_offline(start_pfn, nr_pages);
    if (!ret) k.__remove_memory(start_pfn, nr_pages);
    k.unlock('device_hotplug_lock');
    return ret;
  },
});
