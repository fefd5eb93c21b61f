import { expect, test } from 'vitest';
import { kernelGone, notOpen, notWalked } from '../../harness/explore/graph.ts';
import { walked } from './walks.ts';

const graph = walked();
const leads = (state: number, title: string): number =>
  graph.next[state * graph.moves.length + graph.moves.findIndex((move) => move.title === title)]!;

test('at boot only the DIMM can be added', () => {
  const open = graph.moves.filter(({ title }) => leads(0, title) !== notOpen);
  expect(open.map(({ title }) => title)).toEqual(['add d0']);
});

test('an offline block can be onlined, with or without a veto, and removed', () => {
  const there = leads(0, 'add d0');
  const open = graph.moves.filter(({ title }) => leads(there, title) !== notOpen);
  expect(open.map(({ title }) => title)).toEqual([
    'online_kernel d0',
    'online_movable d0',
    'online_kernel d0, vetoed',
    'online_movable d0, vetoed',
    'remove d0',
  ]);
});

test('a refused offlining leads back to where it began', () => {
  const online = leads(leads(0, 'add d0'), 'online_kernel d0');
  expect(leads(online, 'offline d0, vetoed')).toBe(online);
});

test('removed memory leaves max_pfn where it was: boot is not come back to', () => {
  const removed = leads(leads(0, 'add d0'), 'remove d0');
  expect(removed).toBeGreaterThan(0);
  expect([...graph.next].includes(0)).toBe(false);
  // Adding raises it, the first time as high as it gets.
  expect(leads(removed, 'add d0')).toBe(leads(0, 'add d0'));
});

test('every transition has an outcome, and only those', () => {
  for (const [at, to] of graph.next.entries()) expect(graph.outcome[at]! >= 0).toBe(to !== notOpen && to !== notWalked);
});

test('each transition is made once', () => {
  expect([...graph.next].filter((to) => to >= 0 || to === kernelGone)).toHaveLength(graph.transitions);
});

test('the outcome of a move has what each of its steps returned', () => {
  const there = leads(0, 'add d0');
  const vetoed = graph.moves.findIndex(({ title }) => title === 'online_kernel d0, vetoed');
  // inject, online_kernel: -EBUSY, inject 0.
  expect(graph.outcomes[graph.outcome[there * graph.moves.length + vetoed]!]!.rets).toEqual([0, -16, 0]);
});

test('twice walked it is the same', () => {
  expect(walked()).toEqual(graph);
});

test('a walk that is cut by the number of states says so, and what was not tried', () => {
  const cut = walked({ maxStates: 5 });
  expect(cut.states).toBe(5);
  expect(cut.cut).toBe('5 states');
  expect([...cut.next]).toContain(notWalked);
});

test('a limit that is just reached cuts nothing', () => {
  const all = walked({ maxStates: graph.states });
  expect([all.states, all.transitions, all.cut]).toEqual([graph.states, graph.transitions, undefined]);
});

test('a walk that is stopped keeps what it has', () => {
  let asked = 0;
  const cut = walked({ blocks: 2, stop: () => (asked++ > 0 ? 'interrupted' : undefined) });
  // It is asked after every 256 moves, and says so the second time.
  expect([cut.transitions, cut.cut]).toEqual([512, 'interrupted']);
  expect([...cut.next].filter((to) => to >= 0 || to === kernelGone)).toHaveLength(512);
});
