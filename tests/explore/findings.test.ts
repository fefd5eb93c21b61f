import { expect, test } from 'vitest';
import { findingsOfGraph } from '../../harness/explore/findings.ts';
import type { MoveOutcome, StateGraph } from '../../harness/explore/graph.ts';
import type { Violation } from '../../harness/types/result.ts';

const broken = (invariant: string, message: string, more: Partial<Violation> = {}): Violation => ({
  invariant,
  class: 'hygiene',
  step: 0,
  message,
  where: 'here',
  claims: [],
  ...more,
});
const did = (...violations: Violation[]): MoveOutcome => ({ rets: [0], notifier: [], locks: [], violations });

/** `rows`: by state, per move where it leads and what it did; a move that is not open is left out. */
function graphOf(titles: string[], rows: Partial<Record<string, [to: number, outcome: MoveOutcome]>>[]): StateGraph {
  const outcomes: MoveOutcome[] = [];
  const cells = rows.flatMap((row) => titles.map((title) => row[title]));
  const none = new Int32Array();
  return {
    design: 'd',
    machine: 'm',
    alphabet: 'default',
    moves: titles.map((title) => ({ title, steps: [] })),
    states: rows.length,
    transitions: cells.filter(Boolean).length,
    next: Int32Array.from(cells.map((cell) => cell?.[0] ?? -1)),
    outcome: Int32Array.from(cells.map((cell) => (cell ? outcomes.push(cell[1]) - 1 : -1))),
    outcomes,
    looks: { zones: none, nodes: none, blocks: none, pages: none, sysfs: none, hidden: none },
    seen: { zones: [], nodes: [], blocks: [], pages: [], sysfs: [], hidden: [] },
  };
}

const fine = did();

test('told once, where it takes fewest moves', () => {
  const graph = graphOf(
    ['a d0', 'b d0'],
    [
      { 'a d0': [1, fine], 'b d0': [2, fine] },
      { 'a d0': [2, did(broken('x', '4 pages'))] },
      { 'a d0': [3, fine] },
      { 'a d0': [3, did(broken('x', '8 pages'))] },
    ],
  );
  expect(findingsOfGraph(graph)).toEqual([
    { kind: 'violation', invariant: 'x', class: 'hygiene', message: '4 pages', where: 'here', path: [0, 0], times: 2 },
  ]);
});

test('the same by another move, or in other words, is another finding', () => {
  const graph = graphOf(
    ['a d0', 'b d0', 'a d1'],
    [
      {
        'a d0': [0, did(broken('x', 'one'))],
        'b d0': [0, did(broken('x', 'one'))],
        'a d1': [0, did(broken('x', 'one'), broken('x', 'two'))],
      },
    ],
  );
  expect(findingsOfGraph(graph).map(({ message, path }) => [message, path])).toEqual([
    ['one', [0]],
    ['one', [1]],
    ['two', [2]],
  ]);
});

test('what was wrong already on the shortest way to a state is no news there', () => {
  const graph = graphOf(
    ['a d0', 'b d0'],
    [{ 'a d0': [1, did(broken('x', 'one'))] }, { 'b d0': [1, did(broken('x', 'one'))] }],
  );
  expect(findingsOfGraph(graph).map(({ path }) => path)).toEqual([[0]]);
});

test('a death is a crash, and comes first', () => {
  const oops: MoveOutcome = { ...did(broken('x', 'one')), died: { kind: 'oops', message: 'page fault at 12' } };
  const graph = graphOf(['a d0', 'b d0'], [{ 'a d0': [0, did(broken('x', 'one'))], 'b d0': [-2, oops] }]);
  expect(findingsOfGraph(graph)[0]).toMatchObject({
    kind: 'oops',
    class: 'crash',
    message: 'page fault at 12',
    path: [1],
  });
});

test('where nothing is wrong nothing is found', () => {
  expect(findingsOfGraph(graphOf(['a d0'], [{ 'a d0': [0, fine] }]))).toEqual([]);
});
