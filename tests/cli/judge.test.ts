import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { gateFailures } from '../../harness/cli/judge.ts';
import { differingModel, type FakeModel, sampleReport, sampleRun } from '../sample_report.ts';

const fine: FakeModel = (fixture, design) => sampleRun(fixture.id, design);

test('the gate for violations names every result that is not ok', async () => {
  expect(gateFailures('violations', analyse(await sampleReport(differingModel)))).toEqual([
    'span/one on oscar@v5: oops',
    'span/two on oscar@v5: violates',
  ]);
});

test('the gate for worse holds when verdicts only get better', async () => {
  const [old, now] = [await sampleReport(differingModel), await sampleReport(fine)];
  expect(gateFailures('worse', analyse(now, old))).toEqual([]);
  expect(gateFailures('changed', analyse(now, old))).toHaveLength(2);
});

test('the gate for worse fails when a verdict gets worse', async () => {
  const failures = gateFailures('worse', analyse(await sampleReport(differingModel), await sampleReport(fine)));
  expect(failures[0]).toBe('span/one on oscar@v5: was ok, is oops (crash), worse');
});
