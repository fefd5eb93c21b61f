import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StateGraph } from '../../harness/explore/graph.ts';
import { product } from '../../harness/explore/product.ts';
import { handMade, type StateByHand, spanned } from './hand_made.ts';

const moves = ['x', 'y'];
const most = 5;

/** Graphs of a few states, of which few looks and few errors come up: so that most of two agrees. */
const graphs = fc
  .array(
    fc.record({
      to: fc.array(fc.option(fc.nat(most - 1), { freq: 4 }), { minLength: 2, maxLength: 2 }),
      ret: fc.constantFrom(0, 0, 0, -16),
      pages: fc.constantFrom(1, 1, 2),
    }),
    { minLength: most, maxLength: most },
  )
  .map((rows) =>
    rows.map(
      ({ to, ret, pages }): StateByHand => ({
        does: Object.fromEntries(
          to.flatMap((state, at) => (state === null ? [] : [[moves[at]!, { to: state, rets: [ret] }]])),
        ),
        shows: { zones: spanned(pages) },
      }),
    ),
  );

/** Every sequence up to a length, done on both: the shortest that shows each kind. */
function shortestByTrying(a: StateGraph, b: StateGraph, length: number): Record<string, number> {
  const found: Record<string, number> = {};
  const tell = (kind: string, at: number) => {
    found[kind] = Math.min(at, found[kind] ?? Number.POSITIVE_INFINITY);
  };
  const go = (one: number, other: number, made: number): void => {
    if (JSON.stringify(a.seen.zones[one]) !== JSON.stringify(b.seen.zones[other])) tell('zones', made);
    if (made === length) return;
    for (const move of moves.keys()) {
      const [here, there] = [a.outcome[one * 2 + move]!, b.outcome[other * 2 + move]!];
      if (here < 0 || there < 0) continue;
      if (a.outcomes[here]!.rets[0] !== b.outcomes[there]!.rets[0]) tell('return', made + 1);
      go(a.next[one * 2 + move]!, b.next[other * 2 + move]!, made + 1);
    }
  };
  go(0, 0, 0);
  return found;
}

it('calls every design equal to itself', () => {
  fc.assert(
    fc.property(graphs, (states) => {
      const proof = product(handMade('a', moves, states), handMade('b', moves, states));
      expect(proof).toMatchObject({ complete: true, differences: [] });
    }),
    { seed: 1 },
  );
});

it('says the same with the sides changed', () => {
  fc.assert(
    fc.property(graphs, graphs, (one, other) => {
      const [a, b] = [handMade('a', moves, one), handMade('b', moves, other)];
      const [there, back] = [product(a, b), product(b, a)];
      expect(back.states).toBe(there.states);
      expect(back.differences.map(({ a: left, b: right, ...rest }) => ({ ...rest, a: right, b: left }))).toEqual(
        there.differences,
      );
    }),
    { seed: 2 },
  );
});

it('finds what trying every sequence finds, and none that is longer', () => {
  let apart = 0;
  fc.assert(
    fc.property(graphs, graphs, (one, other) => {
      const [a, b] = [handMade('a', moves, one), handMade('b', moves, other)];
      const tried = shortestByTrying(a, b, 7);
      const { differences } = product(a, b);
      const short = differences.filter(({ steps }) => steps.length <= 7);
      expect(Object.fromEntries(short.map(({ kind, steps }) => [kind, steps.length]))).toEqual(tried);
      apart += differences.length;
    }),
    { seed: 3 },
  );
  expect(apart).toBeGreaterThan(50);
});
