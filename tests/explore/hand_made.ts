/** Graphs written down by hand, so that what a product of two says is known beforehand. */
import {
  kernelGone,
  type MoveOutcome,
  notOpen,
  notWalked,
  type RestKind,
  restKinds,
  type StateGraph,
} from '../../harness/explore/graph.ts';
import type { Observation } from '../../harness/types/observation.ts';

type Does = Partial<MoveOutcome> & { to: number | 'gone' | 'not walked' };

export interface StateByHand {
  /** By title of the move; what is not here does not apply. */
  does?: Record<string, number | Does>;
  shows?: Partial<Record<RestKind, Observation>>;
}

const places = { gone: kernelGone, 'not walked': notWalked };

export function handMade(
  design: string,
  titles: readonly string[],
  states: readonly StateByHand[],
  more: Partial<StateGraph> = {},
): StateGraph {
  const outcomes: MoveOutcome[] = [];
  const next: number[] = [];
  const outcome: number[] = [];
  for (const { does = {} } of states)
    for (const title of titles) {
      const written = does[title];
      const { to, ...seen }: Does = typeof written === 'object' ? written : { to: written ?? notOpen };
      next.push(typeof to === 'number' ? to : places[to]);
      const made = written !== undefined && to !== 'not walked';
      outcome.push(made ? outcomes.push({ rets: [0], notifier: [], locks: [], violations: [], ...seen }) - 1 : -1);
    }
  const byKind = <T>(of: (kind: RestKind) => T) =>
    Object.fromEntries(restKinds.map((kind) => [kind, of(kind)])) as Record<RestKind, T>;
  return {
    design,
    machine: 'by hand',
    alphabet: 'by hand',
    moves: titles.map((title) => ({ title, steps: [{ title, actions: [], line: 0, column: 0 }] })),
    states: states.length,
    transitions: outcomes.length,
    next: Int32Array.from(next),
    outcome: Int32Array.from(outcome),
    outcomes,
    looks: byKind(() => Int32Array.from(states, (_, at) => at)),
    seen: byKind((kind) => states.map(({ shows }) => shows?.[kind] ?? {})),
    ...more,
  };
}

/** A zone of so many pages. */
export const spanned = (pages: number): Observation => ({ 'zone.spanned': { '0:Normal': pages } });
