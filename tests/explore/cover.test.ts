import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepOf } from '../../harness/explore/alphabet.ts';
import { componentsOf } from '../../harness/explore/components.ts';
import { coverWalks } from '../../harness/explore/cover.ts';
import { coverFixtures } from '../../harness/explore/cover_fixture.ts';
import type { Move } from '../../harness/explore/graph.ts';
import { machines, walked } from './walks.ts';

const moves = (count: number): Move[] => Array.from({ length: count }, (_, at) => ({ title: `m${at}`, steps: [] }));

interface Graph {
  states: number;
  moves: Move[];
  next: Int32Array;
}

const graphs = fc
  .integer({ min: 1, max: 10 })
  .chain((states) =>
    fc
      .array(fc.integer({ min: -2, max: states - 1 }), { minLength: states * 3, maxLength: states * 3 })
      .map((next): Graph => ({ states, moves: moves(3), next: Int32Array.from(next) })),
  );

/** States that there is a way to, that of no moves included. */
function reached({ next }: Graph, from: number): Set<number> {
  const found = new Set([from]);
  for (const state of found)
    for (let move = 0; move < 3; move++) {
      const to = next[state * 3 + move]!;
      if (to >= 0) found.add(to);
    }
  return found;
}

test('two states are of one component when each can be reached from the other', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const component = componentsOf(graph);
      const from = Array.from({ length: graph.states }, (_, state) => reached(graph, state));
      for (const [a, there] of from.entries())
        for (const [b, back] of from.entries()) expect(component[a] === component[b]).toBe(there.has(b) && back.has(a));
    }),
  );
});

describe('walks that cover a graph', () => {
  test('begin at boot, go on where they are, and make every move that can be made', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 20 }), (graph, longest) => {
        const made = new Set<number>();
        for (const walk of coverWalks(graph, longest)) {
          let state = 0;
          for (const at of walk) {
            expect(Math.floor(at / 3)).toBe(state);
            made.add(at);
            state = graph.next[at]!;
          }
        }
        const there = reached(graph, 0);
        const all = [...graph.next.keys()].filter((at) => there.has(Math.floor(at / 3)) && graph.next[at] !== -1);
        expect([...made].sort((a, b) => a - b)).toEqual(all);
      }),
    );
  });

  test('end after so many moves, but for the way to one that is left', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 20 }), (graph, longest) => {
        for (const walk of coverWalks(graph, longest)) expect(walk.length).toBeLessThan(longest + graph.states);
      }),
    );
  });

  test('put off what cannot be come back from', () => {
    // 0 -m0-> 1 -m0-> 0; 0 -m1-> 2, where m0 stays: one walk does it all only if it goes there last.
    const next = Int32Array.of(1, 2, 0, -1, 2, -1);
    expect(coverWalks({ states: 3, moves: moves(2), next }, 100)).toEqual([[0, 2, 1, 4]]);
  });

  test('leave out what was made before', () => {
    const next = Int32Array.of(1, 2, 0, -1, 2, -1);
    expect(coverWalks({ states: 3, moves: moves(2), next }, 100, [0, 2, 1])).toEqual([[1, 4]]);
    expect(coverWalks({ states: 3, moves: moves(2), next }, 100, [0, 1, 2, 4])).toEqual([]);
  });

  test('take all transitions of two blocks in fewer than twice as many moves', () => {
    const graph = walked({ blocks: 2 });
    const walks = coverWalks(graph, Number.POSITIVE_INFINITY);
    expect(new Set(walks.flat()).size).toBe(graph.transitions);
    expect(walks.flat().length).toBeLessThan(2 * graph.transitions);
  });
});

describe('as scenarios', () => {
  const plain = (title: string): Move => ({ title, steps: [stepOf(title, { op: 'signal' })] });
  const vetoed: Move = { title: 'b, vetoed', steps: [stepOf('inject'), stepOf('b'), stepOf('inject 0')] };
  const alphabet = [plain('a'), vetoed, plain('c')];
  const machine = machines.get('x86-64-128M')!;
  const titles = (walks: number[][], seen: number[] = []) =>
    coverFixtures({ moves: alphabet }, machine, walks, seen).map(({ steps }) => steps.map(({ title }) => title));

  test('every fresh move is a step', () => {
    expect(titles([[0, 3 + 2, 0]])).toEqual([['a', 'c', 'a']]);
  });

  test('what was looked at before is done together with what is fresh', () => {
    expect(
      titles([
        [0, 3 + 2],
        [0, 3 + 2, 6 + 2],
      ]),
    ).toEqual([['a', 'c'], ['a; c; c']]);
    expect(titles([[0, 3 + 2]], [0])).toEqual([['a; c']]);
  });

  test('a vetoed move is a step of its own, since its result is told apart only there', () => {
    expect(titles([[0, 3 + 1]], [0])).toEqual([['a', 'b, vetoed']]);
    expect(titles([[0, 3 + 1, 6 + 2]], [0, 3 + 1])).toEqual([['a', 'b, vetoed', 'c']]);
  });
});
