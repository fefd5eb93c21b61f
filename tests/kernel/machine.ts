import type { Action, Machine, Step } from '../../harness/types/scenario.ts';

/** A machine small enough to be checked page by page: 64-page sections, 8-page pageblocks, vmemmap of 1 in 64 pages. */
export function smallMachine(changes: Partial<Machine> = {}): Machine {
  return {
    id: 'small',
    title: 'a machine to count on fingers',
    arch: 'x86-64',
    pageBytes: 4096,
    structPageBytes: 512,
    pagesPerSection: 64,
    pagesPerSubsection: 8,
    pageblockPages: 8,
    maxOrder: 4,
    pmdPages: 8,
    pagesPerBlock: 64,
    zoneEnds: {},
    nodes: [
      { node: 0, ram: [[0, 256]], cpu: true },
      { node: 1, ram: [], cpu: false },
    ],
    firstHotPfn: 256,
    // Too small for a kernel: all of it is free.
    bootZones: [{ node: 0, zone: 'Normal', start: 0, spanned: 256, present: 256, managed: 256, contiguous: 1 }],
    config: {
      memmap_on_memory: 'on',
      debug_vm: true,
      kasan: false,
      page_ext: false,
      movable_node: false,
      default_online: 'offline',
      online_policy: 'contig-zones',
      auto_movable_ratio: 301,
      auto_movable_numa_aware: true,
      dirty_memory: false,
      memory_failure: true,
      hibernation: true,
    },
    ...changes,
  };
}

export const step = (...actions: Action[]): Step => ({
  title: actions.map(({ op }) => op).join(),
  actions,
  line: 0,
  column: 0,
});
