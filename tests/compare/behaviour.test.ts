import { expect, test } from 'vitest';
import { firstDivergence, groupsOf } from '../../harness/compare/behaviour.ts';
import { sampleRun, sampleStep } from '../sample_report.ts';

const runOf = (design: string, ...present: number[]) =>
  sampleRun('span/one', design, { steps: present.map((pages, index) => sampleStep(`step ${index}`, pages)) });

test('designs with equal observations after every step are one class', () => {
  const runs = [runOf('unpatched', 0, 5), runOf('oscar@v5', 0, 6), runOf('david@v10', 0, 5)];
  expect(groupsOf(runs)).toEqual([['unpatched', 'david@v10'], ['oscar@v5']]);
});

test('a difference in the middle that is gone at the end still tells designs apart', () => {
  expect(groupsOf([runOf('a', 1, 2, 3), runOf('b', 1, 9, 3)])).toHaveLength(2);
});

test('another verdict tells designs apart', () => {
  expect(groupsOf([runOf('a', 1), { ...runOf('b', 1), verdict: 'violates' as const }])).toHaveLength(2);
});

test('counters do not tell designs apart', () => {
  const run = runOf('b', 1);
  run.steps[0]!.counters = { 'page.init': 99 };
  expect(groupsOf([runOf('a', 1), run])).toHaveLength(1);
});

test('a key that one run lacks tells designs apart', () => {
  const run = runOf('b', 1);
  run.steps[0]!.observation = { result: { step: 0 }, 'zone.present': {} };
  expect(groupsOf([runOf('a', 1), run])).toHaveLength(2);
});

test('the first divergence is the earliest step', () => {
  const parting = firstDivergence([runOf('a', 1, 2, 3), runOf('b', 1, 9, 8)]);
  expect(parting).toEqual({
    step: 1,
    title: 'step 1',
    field: 'zone.present',
    key: '0:Movable',
    values: [
      { designs: ['a'], value: 2 },
      { designs: ['b'], value: 9 },
    ],
  });
});

test('designs with the same value share one entry', () => {
  const parting = firstDivergence([runOf('a', 1), runOf('b', 2), runOf('c', 1)]);
  expect(parting?.values.map(({ designs }) => designs)).toEqual([['a', 'c'], ['b']]);
});

test('a run that ended early diverges by its missing step', () => {
  const parting = firstDivergence([runOf('a', 1, 2), runOf('b', 1)]);
  expect(parting).toMatchObject({ step: 1, field: 'ret', values: [{ value: 0 }, { value: null }] });
});

test('equal runs have no divergence', () => {
  expect(firstDivergence([runOf('a', 1), runOf('b', 1)])).toBeNull();
});

test('runs that only end differently diverge in the verdict', () => {
  const parting = firstDivergence([runOf('a', 1), { ...runOf('b', 1), verdict: 'rejected' as const }]);
  expect(parting).toMatchObject({ field: 'verdict', values: [{ value: 'ok' }, { value: 'rejected' }] });
});

test('a run with fewer steps, or with another return, is told apart', () => {
  const refused = runOf('c', 1, 2);
  refused.steps[1]!.ret = -16;
  expect(groupsOf([runOf('a', 1, 2), runOf('b', 1), refused])).toEqual([['a'], ['b'], ['c']]);
});

test('a return is told before what was seen after it', () => {
  const refused = runOf('b', 9, 2);
  refused.steps[0]!.ret = -16;
  expect(firstDivergence([runOf('a', 1, 2), refused])).toMatchObject({ step: 0, field: 'ret', key: 'step' });
});

test('a run that went on longer than the first is told by the step that the first lacks', () => {
  expect(firstDivergence([runOf('a', 1), runOf('b', 1, 2)])).toMatchObject({ step: 1, title: 'step 1', field: 'ret' });
});

test('a verdict is told at the last step', () => {
  const parting = firstDivergence([runOf('a', 1, 2), { ...runOf('b', 1, 2), verdict: 'rejected' as const }]);
  expect(parting).toMatchObject({ step: 1, title: 'step 1', key: '' });
});

test('a field without a key that one run has is told as there, and not there', () => {
  const run = runOf('b', 1);
  run.steps[0]!.observation = { ...run.steps[0]!.observation, 'block.state': {} };
  expect(firstDivergence([runOf('a', 1), run])).toMatchObject({
    field: 'block.state',
    key: '',
    values: [{ value: null }, { value: 'there' }],
  });
});

test('of nothing there is no divergence', () => {
  expect(firstDivergence([])).toBeNull();
  expect(groupsOf([])).toEqual([]);
});
