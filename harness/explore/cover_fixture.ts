/** Walks that cover a graph, as scenarios for a guest. */
import type { Fixture, Machine, Step } from '../types/scenario.ts';
import { stepOf } from './alphabet.ts';
import type { CoverWalk } from './cover.ts';
import type { Move, StateGraph } from './graph.ts';
import { walkFixture } from './scenario.ts';

/** What is done in one go and looked at after it: only of the last one is seen what it did. */
const joined = (moves: readonly Move[]): Step =>
  stepOf(
    moves.map(({ title }) => title).join('; '),
    ...moves.flatMap(({ steps }) => steps.flatMap((step) => step.actions)),
  );

/** A step whose own actions end with no result of their own says which of them is meant only if there is one such. */
const isVetoed = ({ steps }: Move): boolean => steps.length > 1;

/**
 * One fixture a walk. Moves that an earlier walk made, and which only lead to where the next fresh one begins, are done in
 * one step with that, or in one before it where that is vetoed: to look costs more than to move.
 */
export function coverFixtures(
  { moves }: Pick<StateGraph, 'moves'>,
  machine: Machine,
  walks: readonly CoverWalk[],
  seen: Iterable<number> = [],
): Fixture[] {
  const known = new Set(seen);
  return walks.map((walk, index) => {
    const steps: Step[] = [];
    let waiting: Move[] = [];
    const look = () => {
      if (waiting.length > 0) steps.push(joined(waiting));
      waiting = [];
    };
    for (const at of walk) {
      const move = moves[at % moves.length]!;
      const fresh = !known.has(at);
      known.add(at);
      if (isVetoed(move)) look();
      waiting.push(move);
      if (fresh || isVetoed(move)) look();
    }
    look();
    const name = `cover_${String(index + 1).padStart(2, '0')}`;
    return {
      ...walkFixture(machine, []),
      id: name,
      title: `walk ${index + 1} of ${walks.length} over all transitions`,
      steps,
    };
  });
}
