/** Where mutants are walked: small machines that differ in what runs on them, each with an alphabet. */
import type { Machine, MachineConfig } from '../types/scenario.ts';

export interface Ground {
  /** `x86-64-128M, faults`. */
  id: string;
  machine: Machine;
  alphabet: string;
  blocks: number;
}

interface Choice {
  machine: string;
  alphabet?: string;
  blocks?: number;
  /** Set otherwise than the machine has it. */
  config?: Partial<MachineConfig>;
}

/** The quick ones first: most mutants are told by them, and then no other is asked. */
const choices: readonly Choice[] = [
  { machine: 'x86-64-128M', blocks: 1 },
  { machine: 'x86-64-8G-full-and-shared-section', blocks: 1 },
  { machine: 'x86-64-4G-fresh-node', blocks: 1 },
  { machine: 'x86-64-128M' },
  { machine: 'x86-64-128M', alphabet: 'faults' },
  { machine: 'x86-64-128M', alphabet: 'hibernate' },
  { machine: 'x86-64-8G-full-section', alphabet: 'hibernate', config: { kasan: true, page_ext: true } },
  { machine: 'x86-64-8G-full-and-shared-section', config: { kasan: true, page_ext: true } },
  { machine: 'x86-64-128M', alphabet: 'readers' },
  { machine: 'x86-64-memoryless-node' },
  { machine: 'x86-64-4G-two-fresh-nodes' },
  { machine: 'arm64-64K' },
  { machine: 's390-256M' },
  { machine: 'x86-64-small-boot' },
  { machine: 'x86-64-boot-movable' },
  { machine: 'x86-64-dma32-up-to-4G' },
  { machine: 'x86-64-nodes-share-a-block' },
  { machine: 'x86-64-128M', alphabet: 'faults', config: { memmap_on_memory: 'off' } },
];

/** On so many of the first both oracles are asked; on the others only about mutants that nobody told, the corpus included. */
export const quickGrounds = 3;

/** Errors: Error for a machine that there is not. */
export function groundsOn(machines: ReadonlyMap<string, Machine>): Ground[] {
  return choices.map(({ machine: id, alphabet = 'default', blocks = 2, config = {} }) => {
    const machine = machines.get(id);
    if (!machine) throw new Error(`no machine ${id}`);
    const other = Object.entries(config).map(([name, value]) => (value === true ? name : `${name} ${value}`));
    const words = [
      id,
      ...other,
      ...(alphabet === 'default' ? [] : [alphabet]),
      `${blocks} ${blocks === 1 ? 'block' : 'blocks'}`,
    ];
    return {
      id: words.join(', '),
      machine: { ...machine, config: { ...machine.config, ...config } },
      alphabet,
      blocks,
    };
  });
}
