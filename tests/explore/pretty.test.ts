import { expect, test } from 'vitest';
import type { Exploration, ExploredFault, ExploreFinding } from '../../harness/explore/exploration.ts';
import { markdownExploration } from '../../harness/render/explore/markdown.ts';
import { prettyExploration } from '../../harness/render/explore/pretty.ts';
import { paintFor } from '../../harness/text/paint.ts';

const fault: ExploredFault = {
  id: 'a/online_pages/zone-present',
  title: "online_pages() miscounts a zone's present pages",
  class: 'crash',
  exposure: 'plain',
  designs: ['a@v1'],
  hunk: { file: 'mm/memory_hotplug.c', function: 'online_pages' },
  known: false,
  mendedBy: ['repair:count'],
  machine: 'm',
  steps: ['add d0', 'online_kernel d0'],
  replay: "npx mhp-compare explain 'm: add d0; online_kernel d0' --design a@v1",
};
const finding: ExploreFinding = {
  kind: 'violation',
  invariant: 'readers/mm/kmemleak.c:kmemleak_scan',
  class: 'crash',
  message: 'kmemleak_scan() dies',
  where: '',
  times: 3,
  designs: ['a@v1'],
  machine: 'm',
  machines: ['m'],
  steps: ['add d0'],
  replay: "npx mhp-compare explain 'm: add d0' --design a@v1",
};
const explored = (more: Partial<Exploration> = {}): Exploration => ({
  base: 'linux@5.12',
  alphabet: 'default',
  blocks: 2,
  without: [],
  designs: ['a@v1', 'b@v1'],
  machines: ['m'],
  walked: [
    { design: 'a@v1', machine: 'm', states: 130, transitions: 958, complete: true },
    { design: 'b@v1', machine: 'm', states: 1200, transitions: 9000, complete: true },
  ],
  states: 1330,
  transitions: 9958,
  complete: true,
  findings: [],
  faults: [],
  ...more,
});
const shown = (more: Partial<Exploration> = {}, all = false): string =>
  prettyExploration(explored(more), { paint: paintFor(false), columns: 100, all });

test('where nothing goes wrong the answer is that, with the bound', () => {
  expect(shown().split('\n').slice(0, 2)).toEqual([
    'Nothing goes wrong: 1,330 states, 9,958 transitions.',
    'every sequence of the default alphabet, 2 blocks, on m, linux@5.12',
  ]);
});

test('a new fault has its walk, what mends it and the command', () => {
  const text = shown({ faults: [fault] });
  expect(text).toContain('1 fault: 1 new.');
  expect(text).toContain('add d0; online_kernel d0 (2 moves, m)');
  expect(text).toContain('mended by repair:count');
  expect(text).toContain(`$ ${fault.replay}`);
});

test('a known one is named and stands behind', () => {
  const text = shown({ faults: [{ ...fault, known: true, knownAs: 'a/online_pages/count' }] });
  expect(text).toContain('1 fault: 1 known from the corpus.');
  expect(text).toMatch(/Known from the corpus:\n {2}a\/online_pages\/count; a@v1\n {4}add d0/);
  expect(text).not.toContain(fault.replay);
  expect(shown({ faults: [{ ...fault, known: true }] }, true)).toContain(fault.replay);
});

test('one of a design that the corpus is not compared on is neither', () => {
  const { known: _, ...unknown } = fault;
  expect(shown({ faults: [unknown] })).toContain('1 fault: 1 of designs that the corpus is not compared on.');
});

test('what was cut is not called complete, and says why', () => {
  const walked = [{ design: 'a@v1', machine: 'm', states: 5, transitions: 9, complete: false, cut: 'interrupted' }];
  const text = shown({ designs: ['a@v1'], walked, complete: false, states: 5, transitions: 9 });
  expect(text).toContain('5 states, 9 transitions, not all there are.');
  expect(text).toContain('not every sequence');
  expect(text).toContain('cut: interrupted');
  expect(text).not.toContain('complete');
});

test('what has no cause is told once of each kind', () => {
  const text = shown({ findings: [finding, { ...finding, steps: ['add d0', 'remove d0'] }] });
  expect(text.match(/kmemleak_scan\(\) dies/g)).toHaveLength(1);
  expect(text).toContain('and 1 more of their kind');
});

test('Markdown has a row for each design and a section for each fault', () => {
  const text = markdownExploration(explored({ faults: [fault] }));
  expect(text).toContain('| a@v1 | 130 | 958 | 1 | 1 | complete |');
  expect(text).toContain("### online_pages() miscounts a zone's present pages");
  expect(text).toContain('not in the corpus');
});
