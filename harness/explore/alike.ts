/** What two graphs show, as numbers that are equal where it is equal. */
import type { DifferenceKind, MoveKind, MoveOutcome, RestKind, StateGraph } from './graph.ts';
import { moveKinds, restKinds } from './graph.ts';

/** Of a graph, by kind: a number for each state at rest, or for each outcome. */
export interface Numbered {
  rest: Record<RestKind, Int32Array>;
  moves: Record<MoveKind, Int32Array>;
}

/** Gives equal texts one number. */
class Numbers {
  readonly #known = new Map<string, number>();

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const number = this.#known.size;
    this.#known.set(text, number);
    return number;
  }
}

/**
 * What a kind tells of a move. How the kernel went down is the same whatever it says; after that, what it returned or told
 * up to there is no news of its own.
 */
const told: Record<MoveKind, (outcome: MoveOutcome) => unknown> = {
  return: ({ rets }) => rets,
  notifier: ({ notifier }) => notifier,
  locks: ({ locks }) => [...locks].sort(),
  death: ({ died }) => died?.kind ?? 'alive',
};

/** For graphs that are to be compared with each other: numbers of different calls have nothing in common. */
export function numbered(graphs: readonly StateGraph[]): Numbered[] {
  const numbers = new Map<DifferenceKind, Numbers>();
  const numbersOf = (kind: DifferenceKind): Numbers => {
    const known = numbers.get(kind) ?? new Numbers();
    numbers.set(kind, known);
    return known;
  };
  return graphs.map((graph) => {
    const rest = restKinds.map((kind) => {
      const known = numbersOf(kind);
      const places = graph.seen[kind].map((look) => known.of(canonical(look)));
      return [kind, graph.looks[kind].map((place) => places[place]!)];
    });
    const moves = moveKinds.map((kind) => {
      const known = numbersOf(kind);
      return [kind, Int32Array.from(graph.outcomes, (outcome) => known.of(JSON.stringify(told[kind](outcome))))];
    });
    return { rest: Object.fromEntries(rest), moves: Object.fromEntries(moves) };
  });
}

/** Whatever the order in which fields and keys were put in. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
