import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Move } from '../../harness/explore/graph.ts';
import { shortestPaths } from '../../harness/explore/shortest.ts';

const moves = (count: number): Move[] => Array.from({ length: count }, (_, at) => ({ title: `m${at}`, steps: [] }));

test('of two ways the shorter one', () => {
  // 0 -m0-> 1 -m0-> 2, 0 -m1-> 3, 2 -m0-> 3.
  const paths = shortestPaths({ states: 4, moves: moves(2), next: Int32Array.of(1, 3, 2, -1, 3, -1, -1, -2) });
  expect([...paths.distance]).toEqual([0, 1, 2, 1]);
  expect(paths.to(3)).toEqual([1]);
  expect(paths.to(2)).toEqual([0, 0]);
  expect(paths.to(0)).toEqual([]);
});

test('of two of one length that with the earlier move', () => {
  const paths = shortestPaths({ states: 2, moves: moves(2), next: Int32Array.of(1, 1, -1, -1) });
  expect(paths.to(1)).toEqual([0]);
});

test('a path leads where it says, in as many moves as the distance, and no transition is a short cut', () => {
  const graphs = fc.integer({ min: 1, max: 12 }).chain((states) =>
    fc
      .array(fc.integer({ min: -3, max: states - 1 }), { minLength: states * 3, maxLength: states * 3 })
      .map((next) => ({
        states,
        moves: moves(3),
        next: Int32Array.from(next),
      })),
  );
  fc.assert(
    fc.property(graphs, (graph) => {
      const paths = shortestPaths(graph);
      for (let state = 0; state < graph.states; state++) {
        if (paths.distance[state] === -1) continue;
        const path = paths.to(state);
        expect(path).toHaveLength(paths.distance[state]!);
        expect(path.reduce((at, move) => graph.next[at * 3 + move]!, 0)).toBe(state);
        for (let move = 0; move < 3; move++) {
          const to = graph.next[state * 3 + move]!;
          if (to < 0) continue;
          expect(paths.distance[to]).toBeGreaterThanOrEqual(0);
          expect(paths.distance[to]).toBeLessThanOrEqual(paths.distance[state]! + 1);
        }
      }
    }),
  );
});
