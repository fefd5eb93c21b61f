import { expect, test } from 'vitest';
import { costRowsOf } from '../../harness/analysis/cost_rows.ts';
import { costByOperation } from '../../harness/analysis/relative_cost.ts';
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
  expect(costByOperation(await sampleReport(doubling)).map(({ operation }) => operation)).toEqual(['add', 'online']);
});

test('counters are summed over the fixtures', async () => {
  const online = costByOperation(await sampleReport(doubling)).find(({ operation }) => operation === 'online');
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
  const online = costByOperation(await sampleReport(failing)).find(({ operation }) => operation === 'online');
  expect(online).toMatchObject({ steps: 1, byDesign: { 'oscar@v5': { 'page.init': 200 } } });
});

test('only counters that differ are shown, all on request', async () => {
  const report = await sampleReport(doubling);
  expect(costRowsOf(report, false)).toEqual([
    { operation: 'online', counter: 'page.init', reference: 200, cells: ['2.0x more', 'same'], spread: 2 },
  ]);
  expect(costRowsOf(report, true).length).toBeGreaterThan(1);
});

test('of a longest hold the longest counts, not the sum', async () => {
  const holding: FakeModel = ({ id }, design) =>
    sampleRun(id, design, {
      steps: [sampleStep('add d0', 0, { counters: { 'longest hold of zone lock': id === 'span/one' ? 7 : 4 } })],
    });
  const [add] = costByOperation(await sampleReport(holding));
  expect(add?.byDesign['oscar@v5']).toEqual({ 'longest hold of zone lock': 7 });
});
