import { loadMachine } from '../../harness/corpus/load.ts';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import { runFixture } from '../../harness/run/run.ts';
import type { RunResult } from '../../harness/types/result.ts';
import type { Action, Fixture, Machine, MachineConfig, Step } from '../../harness/types/scenario.ts';

export const small = await loadMachine('x86-64-128M');
/** The first section of a block holds its memmap and nothing else. */
export const fullSection = await loadMachine('x86-64-8G-full-section');

export const withConfig = (machine: Machine, config: Partial<MachineConfig>): Machine => ({
  ...machine,
  config: { ...machine.config, ...config },
});

/** The number of the first hot block, and those behind it. */
export const block = (machine: Machine, index = 0) => machine.firstHotPfn / machine.pagesPerBlock + index;

/** A DIMM of one block, on node 0 unless said. */
export const add = (machine: Machine, dimm: string, index = 0): Action => ({
  op: 'add',
  dimm,
  pages: machine.pagesPerBlock,
  node: 0,
  at: machine.firstHotPfn + index * machine.pagesPerBlock,
});

/** A scenario made in memory: one action a step. */
export function scenario(machine: Machine, ...actions: Action[]): Fixture {
  const steps = actions.map((action): Step => ({ title: action.op, actions: [action], line: 0, column: 0 }));
  return { id: 'in/memory', title: '', about: '', topic: 'in', file: '', hash: '', machine, claims: [], steps };
}

export const on = (fixture: Fixture, design: string, define?: LinkPatch['define'], without: string[] = []): RunResult =>
  runFixture(fixture, `linux@5.12+${design}`, { without, ...(define ? { patches: [{ id: 'wrong', define }] } : {}) });

export const ids = ({ violations }: RunResult): string[] => violations.map(({ invariant }) => invariant);
