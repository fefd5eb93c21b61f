/** One walk, as it can be sent to a thread: which design on which machine by which alphabet. */
import { type OpenWalkOptions, openWalk } from '../run/walk.ts';
import type { Machine } from '../types/scenario.ts';
import { alphabetNamed } from './alphabets/all.ts';
import type { StateGraph } from './graph.ts';
import { letReadersIn } from './readers.ts';
import { type WalkOptions, walk } from './walk.ts';

export interface WalkTask {
  /** `david@v10`. */
  design: string;
  /** `linux@5.12`. */
  base: string;
  machine: Machine;
  alphabet: string;
  blocks: number;
  maxStates: number;
  without: readonly string[];
}

/** `patches`: more on top of the design, deliberately wrong ones. Errors: StackError for a design without port to the base. */
export function walkOf(
  { design, base, machine, alphabet, blocks, maxStates, without }: WalkTask,
  { patches = [], ...options }: WalkOptions & Pick<OpenWalkOptions, 'patches'> = {},
): StateGraph {
  const { letters, readers } = alphabetNamed(alphabet)!;
  const opened = openWalk(machine, `${base}+${design}`, {
    without,
    patches,
    // Wrong ones ask who calls, and what a reader came upon is told with who wrote.
    calls: patches.length > 0 || readers === true,
  });
  const beside = readers ? { beside: letReadersIn(opened.k) } : {};
  return walk({ design, machine: machine.id, alphabet }, opened, letters(machine, blocks, base), {
    maxStates,
    ...beside,
    ...options,
  });
}
