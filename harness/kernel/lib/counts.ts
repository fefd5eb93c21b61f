/** Every amount of the machine's state that counts something, for whoever wants to know whether one went below zero. */
import type { memory_block } from '../include/memory.ts';
import { zoneKey } from '../include/mmzone.ts';
import type { KernelState } from '../state.ts';

const zoneCounts = [
  'zone_start_pfn',
  'spanned_pages',
  'present_pages',
  'present_early_pages',
  'managed_pages',
  'nr_isolate_pageblock',
  'free_pages',
] as const;
const nodeCounts = ['node_start_pfn', 'node_spanned_pages', 'node_present_pages', 'nr_zones'] as const;

const blockCounts = ['nr_hwpoison', 'present_kernel_pages', 'present_movable_pages', 'altmap.alloc'] as const;

function countOf(mem: memory_block, field: (typeof blockCounts)[number]): number {
  if (field === 'nr_hwpoison') return mem.nr_hwpoison;
  return (field === 'altmap.alloc' ? mem.altmap?.alloc : mem.group?.[field]) ?? 0;
}

/** The first count below zero: what it is, of what, and its value. */
export function countBelowZero(k: KernelState): { field: string; of: string; value: number } | undefined {
  for (const node of k.node_data) {
    for (const field of nodeCounts)
      if (node[field] < 0) return { field, of: `node ${node.node_id}`, value: node[field] };
    for (const zone of node.node_zones)
      for (const field of zoneCounts)
        if (zone[field] < 0) return { field, of: `zone ${zoneKey(zone)}`, value: zone[field] };
  }
  for (const mem of k.memory_blocks.values())
    for (const field of blockCounts) {
      const value = countOf(mem, field);
      if (value < 0) return { field, of: `block ${mem.id}`, value };
    }
  for (const field of ['totalram_pages', 'num_poisoned_pages', 'pcp_disabled'] as const)
    if (k[field] < 0) return { field, of: 'the machine', value: k[field] };
  return undefined;
}
