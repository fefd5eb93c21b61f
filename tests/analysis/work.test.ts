import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { ratioWord } from '../../harness/text/ratio_word.ts';
import { type FakeModel, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

test.each([
  [19, 10, '1.9x more'],
  [10, 20, '2.0x less'],
  [5, 5, 'same'],
  [0, 0, 'none'],
  [3, 0, 'only here'],
  [0, 3, 'none'],
  [1040, 1000, '4.0% more'],
  [960, 1000, '4.0% less'],
  [1200, 10, '120x more'],
])('%d against %d is %s', (count, reference, word) => {
  expect(ratioWord(count, reference)).toBe(word);
});

const doubling: FakeModel = ({ id }, design) => {
  const pages = design === 'oscar@v5' ? 200 : 100;
  return sampleRun(id, design, { steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', pages)] });
};

test('the ways of onlining are one operation', async () => {
  expect(analyse(await sampleReport(doubling)).work.map(({ operation }) => operation)).toEqual(['add', 'online']);
});

test('counters are summed over the fixtures', async () => {
  const online = analyse(await sampleReport(doubling)).work.find(({ operation }) => operation === 'online');
  expect(online).toMatchObject({
    steps: 2,
    byDesign: { unpatched: { 'page.init': 200 }, 'oscar@v5': { 'page.init': 400 } },
  });
});

test('a step that fails on one design is left out for all', async () => {
  const failing: FakeModel = (fixture, design) => {
    const run = doubling(fixture, design);
    if (design === 'david@v10' && fixture.id === 'span/one') run.steps[1]!.ret = -16;
    return run;
  };
  const online = analyse(await sampleReport(failing)).work.find(({ operation }) => operation === 'online');
  expect(online).toMatchObject({ steps: 1, byDesign: { 'oscar@v5': { 'page.init': 200 } } });
});

test('the counter that differs most comes first, and says by how much', async () => {
  const { workRows } = analyse(await sampleReport(doubling));
  expect(workRows.filter(({ spread }) => spread > 1)).toEqual([
    { operation: 'online', counter: 'page.init', reference: 200, cells: ['2.0x more', 'same'], spread: 2 },
  ]);
  expect(workRows.length).toBeGreaterThan(1);
});

test('of a longest hold the longest counts, not the sum', async () => {
  const holding: FakeModel = ({ id }, design) =>
    sampleRun(id, design, {
      steps: [sampleStep('add d0', 0, { counters: { 'longest hold of zone lock': id === 'span/one' ? 7 : 4 } })],
    });
  const [add] = analyse(await sampleReport(holding)).work;
  expect(add?.byDesign['oscar@v5']).toEqual({ 'longest hold of zone lock': 7 });
});

test('steps of a fixture with the feature off are not summed', async () => {
  const report = await sampleReport(doubling);
  report.fixtures[0]!.featureOn = false;
  expect(analyse(report).work.map(({ operation, steps }) => [operation, steps])).toEqual([
    ['add', 1],
    ['online', 1],
  ]);
});

test('a removal is one whoever asks for it, and what is no operation is not summed', async () => {
  const report = await sampleReport(doubling, ['f/1']);
  const [first, second] = report.fixtures[0]!.steps;
  [first!.op, second!.op] = ['remove_memory', 'walk'];
  expect(analyse(report).work.map(({ operation, steps }) => [operation, steps])).toEqual([['remove', 1]]);
});

test('the largest difference of an operation comes first, either way; work that the reference does not do before it', async () => {
  const counters: Record<string, Record<string, number>> = {
    unpatched: { same: 5, less: 12, more: 10 },
    'oscar@v5': { same: 5, less: 3, more: 20, only: 1 },
    'david@v10': { same: 5, less: 12, more: 30 },
  };
  const model: FakeModel = ({ id }, design) =>
    sampleRun(id, design, { steps: [sampleStep('add d0', 0, { counters: counters[design]! })] });
  expect(analyse(await sampleReport(model, ['f/1'])).workRows).toEqual([
    { operation: 'add', counter: 'only', reference: 0, cells: ['only here', 'none'], spread: Number.POSITIVE_INFINITY },
    { operation: 'add', counter: 'less', reference: 12, cells: ['4.0x less', 'same'], spread: 4 },
    { operation: 'add', counter: 'more', reference: 10, cells: ['2.0x more', '3.0x more'], spread: 3 },
    { operation: 'add', counter: 'same', reference: 5, cells: ['same', 'same'], spread: 1 },
  ]);
});
