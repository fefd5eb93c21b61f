import { trackedFactory } from '../../state/tracked.ts';

/**
 * Where a vmemmap takes its pages from when it does not come out of ordinary memory (include/linux/memremap.h:vmem_altmap).
 * Pages; a bump allocator, so that freeing is counting.
 */
export interface vmem_altmap {
  base_pfn: number;
  reserve: number;
  free: number;
  align: number;
  alloc: number;
}

const newAltmap = trackedFactory<vmem_altmap>('content');

export const new_altmap = (fields: Partial<vmem_altmap>): vmem_altmap =>
  newAltmap(undefined, '', { base_pfn: 0, reserve: 0, free: 0, align: 0, alloc: 0, ...fields });

/** First pages of the range that the caller keeps for itself (mm/sparse-vmemmap.c). */
export const vmem_altmap_offset = (altmap: vmem_altmap | null): number => (altmap ? altmap.reserve + altmap.free : 0);
