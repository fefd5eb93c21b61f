/** The graph of one design on one machine, with all that is seen of it and nothing of what is wrong with it. */
import { invariants } from '../invariants/registry.ts';
import { openWalk } from '../run/walk.ts';
import type { Machine } from '../types/scenario.ts';
import { alphabetNamed } from './alphabets/all.ts';
import type { StateGraph } from './graph.ts';
import { lookAt } from './look.ts';
import { walkBreadthFirst } from './walk_breadth.ts';

export interface Bound {
  /** The kernel that the design is put over. */
  base: string;
  alphabet: string;
  /** Memory blocks to play with. */
  blocks: number;
  /** A walk that comes upon more is cut. */
  maxStates: number;
}

// Whether two designs can be told apart is nothing that an invariant has a say in.
const without = invariants.map(({ id }) => id);

/** Errors: StackError for a design without port to the base. */
export function seenGraph(
  design: string,
  machine: Machine,
  { base, alphabet, blocks, maxStates }: Bound,
  stop?: () => string | undefined,
): StateGraph {
  return walkBreadthFirst(
    { design, machine: machine.id, alphabet },
    openWalk(machine, `${base}+${design}`, { without }),
    alphabetNamed(alphabet)!.letters(machine, blocks, base),
    { maxStates, look: lookAt, ...(stop ? { stop } : {}) },
  );
}
