import type { PageRun } from '../types/page_run.ts';
import type { Machine } from '../types/scenario.ts';

/**
 * Pages of a block that hold its own memmap on this machine, 0 where the feature is off or the block not eligible: the
 * memmap of one block fills whole PMDs and leaves whole pageblocks. `force` (v6.6 on) rounds up to a pageblock instead
 * of refusing. Written from the rule, not from the model, so that an expectation does not lean on what it checks.
 */
export function vmemmapPages(machine: Machine): number {
  const { pagesPerBlock, structPageBytes, pageBytes, pmdPages, pageblockPages, config } = machine;
  const bytes = pagesPerBlock * structPageBytes;
  if (config.memmap_on_memory === 'off' || bytes % (pmdPages * pageBytes) !== 0) return 0;
  const pages = bytes / pageBytes;
  const rest = pages % pageblockPages;
  if (rest === 0) return pages;
  return config.memmap_on_memory === 'force' ? pages - rest + pageblockPages : 0;
}

/**
 * The symbols of a scenario's arithmetic, all in pages: N of a block, V of its own memmap, S the first hot pfn, PPS of a
 * section, PB of a pageblock, SUB of a sub-section, PMD under one PMD leaf, MO of the largest buddy chunk, BOOT0, BOOT1,
 * ... the boot memory of each node, NORMAL0, NORMAL1, ... what of that lies above ZONE_DMA and ZONE_DMA32, and MANAGED0,
 * ... what of ZONE_NORMAL is managed after boot, where the machine was recorded (`boot_zones`).
 */
export function symbolsOf(machine: Machine): Record<string, number> {
  const { DMA = 0, DMA32 = 0 } = machine.zoneEnds;
  const above = (ram: readonly PageRun[], low: number): number =>
    ram.reduce((sum, [start, end]) => sum + Math.max(0, end - Math.max(start, low)), 0);
  const boot = machine.nodes.flatMap(({ node, ram }) => [
    [`BOOT${node}`, above(ram, 0)],
    [`NORMAL${node}`, above(ram, Math.max(DMA, DMA32))],
  ]);
  const managed = (machine.bootZones ?? []).flatMap(({ node, zone, managed }) =>
    zone === 'Normal' ? [[`MANAGED${node}`, managed]] : [],
  );
  return {
    ...Object.fromEntries([...boot, ...managed]),
    N: machine.pagesPerBlock,
    V: vmemmapPages(machine),
    S: machine.firstHotPfn,
    PPS: machine.pagesPerSection,
    PB: machine.pageblockPages,
    SUB: machine.pagesPerSubsection,
    PMD: machine.pmdPages,
    MO: 2 ** machine.maxOrder,
  };
}
