/** Which zone a block goes to (mm/memory_hotplug.c:zone_for_pfn_range and below). */
import { EINVAL, ENOENT } from '../../include/errno.ts';
import { MMOP_ONLINE_KERNEL, MMOP_ONLINE_MOVABLE, type memory_group, type OnlineType } from '../../include/memory.ts';
import {
  NUMA_NO_NODE,
  populated_zone,
  ZONE_MOVABLE,
  ZONE_NORMAL,
  type Zone,
  zone_intersects,
} from '../../include/mmzone.ts';
import type { Kernel } from '../../link.ts';

export interface ZoneChoiceFunctions {
  default_kernel_zone_for_pfn(nid: number, start_pfn: number, nr_pages: number): Zone;
  default_zone_for_pfn(nid: number, start_pfn: number, nr_pages: number): Zone;
  /** Pages; nid NUMA_NO_NODE asks for the whole machine. Auto-movable policy, v5.15+. */
  auto_movable_can_online_movable(nid: number, nr_pages: number): boolean;
  /** A write to a file of /sys/module/memory_hotplug/parameters. Errors: -EINVAL for a word that it does not take. */
  parameterStore(name: keyof Kernel['parameters'], word: string): number;
  auto_movable_zone_for_pfn(nid: number, group: memory_group | null, pfn: number, nr_pages: number): Zone;
  /** For the group of the block in hand, where groups have a say. */
  zone_for_pfn_range(online_type: OnlineType, nid: number, start_pfn: number, nr_pages: number): Zone;
}

export const zone_choice = (k: Kernel): ZoneChoiceFunctions => ({
  default_kernel_zone_for_pfn(nid, start_pfn, nr_pages) {
    const zones = k.NODE_DATA(nid).node_zones;
    for (const zone of zones) if (zone.index < ZONE_NORMAL && zone_intersects(zone, start_pfn, nr_pages)) return zone;
    return zones[ZONE_NORMAL];
  },

  default_zone_for_pfn(nid, start_pfn, nr_pages) {
    const kernel_zone = k.default_kernel_zone_for_pfn(nid, start_pfn, nr_pages);
    const movable_zone = k.NODE_DATA(nid).node_zones[ZONE_MOVABLE];
    const in_kernel = zone_intersects(kernel_zone, start_pfn, nr_pages);
    const in_movable = zone_intersects(movable_zone, start_pfn, nr_pages);
    // A range that lies inside, or beside, one of the two only goes there; neither or both: the default.
    if (in_kernel !== in_movable) return in_kernel ? kernel_zone : movable_zone;
    return k.machine.config.movable_node ? movable_zone : kernel_zone;
  },

  auto_movable_can_online_movable(nid, nr_pages) {
    let kernel_early_pages = 0;
    let movable_pages = 0;
    for (const pgdat of k.node_data) {
      if (nid !== NUMA_NO_NODE && pgdat.node_id !== nid) continue;
      for (const zone of pgdat.node_zones) {
        if (!populated_zone(zone)) continue;
        if (zone.index === ZONE_MOVABLE) movable_pages += zone.present_pages;
        else kernel_early_pages += zone.present_early_pages;
      }
    }
    // Dynamic groups are not modelled: an ACPI DIMM is a static group. Fewer than none required is the kernel's test.
    if (kernel_early_pages <= 0) return false;
    return movable_pages + nr_pages <= Math.floor((k.parameters.auto_movable_ratio * kernel_early_pages) / 100);
  },

  parameterStore(name, word) {
    const { parameters } = k;
    // No such file before the parameters came with the groups, in v5.15.
    if (!k.release.memoryGroups) return -ENOENT;
    if (name === 'online_policy') {
      if (word !== 'contig-zones' && word !== 'auto-movable') return -EINVAL;
      parameters.online_policy = word;
    } else if (name === 'auto_movable_ratio') {
      if (!/^\d+$/.test(word)) return -EINVAL;
      parameters.auto_movable_ratio = Number(word);
    } else {
      const value = /^[1yt]|^on/i.test(word) ? true : /^[0nf]|^of/i.test(word) ? false : undefined;
      if (value === undefined) return -EINVAL;
      parameters.auto_movable_numa_aware = value;
    }
    return 0;
  },

  auto_movable_zone_for_pfn(nid, group, pfn, nr_pages) {
    const { auto_movable_ratio, auto_movable_numa_aware } = k.parameters;
    const kernel_zone = () => k.default_kernel_zone_for_pfn(nid, pfn, nr_pages);
    if (!auto_movable_ratio) return kernel_zone();
    let wanted = nr_pages;
    if (group) {
      if (group.present_kernel_pages) return kernel_zone();
      wanted = group.max_pages - group.present_movable_pages;
    }
    if (!k.auto_movable_can_online_movable(NUMA_NO_NODE, wanted)) return kernel_zone();
    if (auto_movable_numa_aware && !k.auto_movable_can_online_movable(nid, wanted)) return kernel_zone();
    return k.NODE_DATA(nid).node_zones[ZONE_MOVABLE];
  },

  zone_for_pfn_range(online_type, nid, start_pfn, nr_pages) {
    if (online_type === MMOP_ONLINE_KERNEL) return k.default_kernel_zone_for_pfn(nid, start_pfn, nr_pages);
    if (online_type === MMOP_ONLINE_MOVABLE) return k.NODE_DATA(nid).node_zones[ZONE_MOVABLE];
    if (k.release.memoryGroups && k.parameters.online_policy === 'auto-movable')
      return k.auto_movable_zone_for_pfn(nid, k.blockInHand?.group ?? null, start_pfn, nr_pages);
    return k.default_zone_for_pfn(nid, start_pfn, nr_pages);
  },
});
