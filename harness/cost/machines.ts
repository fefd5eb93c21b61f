/** Machines on which operations are counted, made here so that a figure depends on no file. */

import { defaultConfig } from '../corpus/machine.ts';
import type { PageRun } from '../types/page_run.ts';
import type { Machine, MachineConfig, MachineNode } from '../types/scenario.ts';

const MiB = 256;
export const GiB = 1024 * MiB;

export interface CostMachine {
  id: string;
  title: string;
  /** Of a memory block, in MiB. */
  blockMiB: number;
  config?: Partial<MachineConfig>;
  nodes?: MachineNode[];
  /** Where the first DIMM lands, a pfn. */
  firstHotPfn?: number;
}

const bootRam: PageRun[] = [
  [0, 2 * GiB],
  [4 * GiB, 6 * GiB],
];

/** x86-64 with 4 KiB pages, 64 bytes a struct page, pageblocks of 2 MiB and 4 GiB of boot memory unless told. */
export function makeMachine({ id, title, blockMiB, config, nodes, firstHotPfn }: CostMachine): Machine {
  const pagesPerBlock = blockMiB * MiB;
  return {
    id,
    title,
    arch: 'x86-64',
    pageBytes: 4096,
    structPageBytes: 64,
    pagesPerSection: 128 * MiB,
    pagesPerSubsection: 512,
    pageblockPages: 512,
    maxOrder: 10,
    pmdPages: 512,
    pagesPerBlock,
    zoneEnds: { DMA: 16 * MiB, DMA32: 4 * GiB },
    nodes: nodes ?? [{ node: 0, ram: bootRam, cpu: true }],
    firstHotPfn: firstHotPfn ?? Math.ceil((6 * GiB) / pagesPerBlock) * pagesPerBlock,
    config: { ...defaultConfig, ...config },
  };
}

/** Those of the `cost` table. */
export const costMachines: readonly Machine[] = [
  makeMachine({ id: '128M', title: '128 MiB blocks', blockMiB: 128 }),
  makeMachine({
    id: '128M-off',
    title: '128 MiB blocks, memmap_on_memory off',
    blockMiB: 128,
    config: { memmap_on_memory: 'off' },
  }),
  makeMachine({ id: '8G', title: '8 GiB blocks: vmemmap fills a section', blockMiB: 8192 }),
  makeMachine({
    id: '128M-debug',
    title: '128 MiB blocks, DEBUG_VM, KASAN and page_ext',
    blockMiB: 128,
    config: { debug_vm: true, kasan: true, page_ext: true },
  }),
];

/**
 * The machine on which growth is measured: 30 GiB of boot memory, enough for the memmap of 4096 blocks, all of it below
 * ZONE_NORMAL, so that a figure of ZONE_NORMAL comes from hot-added blocks alone.
 */
export function growthMachine(blockMiB: number): Machine {
  const machine = makeMachine({
    id: `growth-${blockMiB}M`,
    title: `${blockMiB} MiB blocks`,
    blockMiB,
    nodes: [{ node: 0, ram: [[0, 30 * GiB]], cpu: true }],
    firstHotPfn: Math.max(1, Math.ceil((32 * GiB) / (blockMiB * MiB))) * blockMiB * MiB,
  });
  return { ...machine, zoneEnds: { DMA: 16 * MiB, DMA32: 32 * GiB } };
}
