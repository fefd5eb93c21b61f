/** Where QEMU's q35 puts DIMMs (hw/mem/memory-device.c:memory_device_get_free_addr, hw/i386/pc.c:pc_memory_init). */
import type { PageRun } from '../types/page_run.ts';
import type { Machine } from '../types/scenario.ts';

const gibi = 2 ** 30;

/** The memory blocks that lie in a DIMM with all of their pages: number of the first, and how many. */
export function wholeBlocks([start, end]: PageRun, pagesPerBlock: number): { first: number; count: number } {
  const first = Math.ceil(start / pagesPerBlock);
  return { first, count: Math.max(0, Math.floor(end / pagesPerBlock) - first) };
}

/**
 * The lowest gap of `pages` above the first hot pfn that none of the runs is in, on a boundary of 2 MiB: a pfn. The runs
 * may come in any order.
 */
export function firstFit(
  taken: readonly PageRun[],
  pages: number,
  { firstHotPfn, pagesPerSubsection: align }: Pick<Machine, 'firstHotPfn' | 'pagesPerSubsection'>,
): number {
  let at = firstHotPfn;
  for (const [start, end] of [...taken].sort(([a], [b]) => a - b)) {
    if (at + pages <= start) break;
    at = Math.max(at, Math.ceil(end / align) * align);
  }
  return at;
}

/** Where RAM of so many bytes ends: what is above 2 GiB is moved to 4 GiB and up. In bytes. */
const ramEnd = (bytes: number): number => (bytes > 2 * gibi ? bytes + 2 * gibi : 0);

/**
 * Where the first DIMM lands, in bytes: on the next gibibyte above RAM, and never below 4 GiB. `seen` is where the guest
 * found its RAM to end; `given` how much QEMU was given, of which `memmap=` can hide some from the guest.
 */
export const firstDimm = (seen: number, given: number): number =>
  Math.ceil(Math.max(4 * gibi, seen, ramEnd(given)) / gibi) * gibi;
