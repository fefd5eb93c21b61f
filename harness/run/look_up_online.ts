import type { Kernel } from '../kernel/link.ts';

/**
 * Asks pfn_to_online_page() for every page of [start, end). A scenario's look at the machine: no function of the kernel
 * does it, so it is not in the table, and what stands behind a verdict is the function that it asks.
 */
export function lookUpOnline(k: Kernel, start: number, end: number): void {
  k.for_each_pfn_group(start, end, 1, (pfn) => void k.pfn_to_online_page(pfn));
}
