/**
 * What boot memory is used for before the page allocator gets the rest. Where a recording knows a zone's managed pages,
 * exactly so many are left of it; else the large users are worked out from the geometry, and what is smaller than they
 * (hash tables, per-cpu areas, page tables) is left out: a real kernel has less, never more.
 *
 * memblock hands out from the top of a node down (mm/memblock.c:memblock_find_in_range_node, x86 but for `movable_node`),
 * so that whatever is not at a place of its own lies at the top: the last boot block of a node cannot go offline
 * (recordings `boot_blocks`: block 47 is EBUSY; `boot_movable`: 18485 pages of ZONE_MOVABLE, none of ZONE_NORMAL below).
 */
import type { PageRun } from '../types/page_run.ts';
import type { Machine, MachineNode } from '../types/scenario.ts';
import type { Zone } from './include/mmzone.ts';
import { zone_end_pfn } from './include/mmzone.ts';
import { PG_reserved } from './include/page_flags.ts';
import type { Kernel } from './link.ts';

const MiB = 2 ** 20;

/** Where the kernel image begins, a pfn: CONFIG_PHYSICAL_START, s390's 1 MiB, the start of memory. */
function imageStart({ arch, nodes, pageBytes }: Machine): number {
  if (arch === 'x86-64') return (16 * MiB) / pageBytes;
  if (arch === 's390') return MiB / pageBytes;
  return Math.min(...nodes.flatMap(({ ram }) => ram.map(([start]) => start)));
}

/**
 * Text, data and what goes with them. Of the 24487 pages of ZONE_DMA32 that a Debian 6.1 guest of 4 GiB does not manage,
 * 16384 are the bounce buffers: 8103 are left, 32 MiB.
 */
const imageBytes = 32 * MiB;

/** kernel/dma/swiotlb.c: IO_TLB_DEFAULT_SIZE, below 4 GiB, where memory above it may come (arch/x86/kernel/pci-dma.c). */
const bounceBytes = 64 * MiB;

/** Pages that no boot gives to the allocator, at places of their own: low memory and the kernel itself. */
function fixedUse(machine: Machine): PageRun[] {
  const image = imageStart(machine);
  const ranges: PageRun[] = [[image, image + Math.ceil(imageBytes / machine.pageBytes)]];
  // arch/x86/realmode/init.c:reserve_real_mode: the first MiB belongs to firmware and to waking processors.
  return machine.arch === 'x86-64' ? [[0, MiB / machine.pageBytes], ...ranges] : ranges;
}

/** Struct pages of the node's sections (mm/sparse.c:sparse_init_nid takes them at one piece). */
function memmapPages(machine: Machine, { ram }: MachineNode): number {
  const sections = new Set<number>();
  for (const [start, end] of ram)
    for (let section = Math.floor(start / machine.pagesPerSection); section * machine.pagesPerSection < end; section++)
      sections.add(section);
  return Math.ceil((sections.size * machine.pagesPerSection * machine.structPageBytes) / machine.pageBytes);
}

const bounces = ({ arch }: Machine): boolean => arch === 'x86-64' || arch === 'arm64';

/** Boot memory of the node inside the window. */
const ramIn = ({ ram }: MachineNode, [low, high]: PageRun): PageRun[] =>
  ram.map(([start, end]): PageRun => [Math.max(start, low), Math.min(end, high)]).filter(([start, end]) => start < end);

const isFree = (flags: number) => !(flags & PG_reserved);

function take(k: Kernel, start: number, end: number): void {
  k.maps.page_flags.set(start, end, PG_reserved);
  k.maps.page_refcount.set(start, end, 1);
}

/** Take up to `most` pages of the ranges, from the lowest up; how many. */
function reserve(k: Kernel, ranges: readonly PageRun[], most = Number.POSITIVE_INFINITY): number {
  let taken = 0;
  for (const [start, end] of ranges) {
    const until = Math.min(end, start + most - taken);
    if (until <= start) break;
    take(k, start, until);
    taken += until - start;
  }
  return taken;
}

/** Take `pages` free ones of the ranges from the highest down; fewer where there are no more. */
function reserveFromTop(k: Kernel, ranges: readonly PageRun[], pages: number): void {
  let left = pages;
  for (const range of [...ranges].reverse())
    for (const [start, end, flags] of k.maps.page_flags.runs(...range).reverse()) {
      const from = Math.max(start, end - left);
      if (!isFree(flags) || from >= end) continue;
      take(k, from, end);
      left -= end - from;
    }
}

const free = (k: Kernel, ranges: readonly PageRun[]): number =>
  ranges
    .flatMap((range) => k.maps.page_flags.runs(...range))
    .reduce((pages, [start, end, flags]) => pages + (isFree(flags) ? end - start : 0), 0);

/** Leave the zone exactly `zone.managed_pages`. */
function asMeasured(k: Kernel, zone: Zone, ranges: readonly PageRun[]): void {
  let left = zone.present_pages - zone.managed_pages;
  for (const [low, high] of fixedUse(k.machine)) {
    const inside = ranges
      .map(([start, end]): PageRun => [Math.max(start, low), Math.min(end, high)])
      .filter(([start, end]) => start < end);
    left -= reserve(k, inside, left);
  }
  reserveFromTop(k, ranges, left);
}

/** Take the boot memory that is in use, and count for each zone what is left of it. */
export function reserveBootMemory(k: Kernel): void {
  const { machine } = k;
  const zonesOf = (node: MachineNode) =>
    k
      .NODE_DATA(node.node)
      .node_zones.filter((zone) => zone.present_pages > 0)
      .map((zone) => ({ zone, ranges: ramIn(node, [zone.zone_start_pfn, zone_end_pfn(zone)]) }));
  const zones = machine.nodes.flatMap(zonesOf);
  if (machine.bootZones) {
    for (const { zone, ranges } of zones) asMeasured(k, zone, ranges);
    return;
  }
  for (const range of fixedUse(machine)) for (const node of machine.nodes) reserve(k, ramIn(node, range));
  for (const node of machine.nodes) reserveFromTop(k, node.ram, memmapPages(machine, node));
  const low: PageRun = [0, (4 * 1024 * MiB) / machine.pageBytes];
  const lowest = machine.nodes.flatMap((node) => ramIn(node, low));
  if (bounces(machine)) reserveFromTop(k, lowest, bounceBytes / machine.pageBytes);
  for (const { zone, ranges } of zones) zone.managed_pages = free(k, ranges);
}
