import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { gateFailures } from '../../harness/cli/judge.ts';
import type { Fault } from '../../harness/types/fault.ts';
import type { Report } from '../../harness/types/report.ts';
import { sampleFault } from '../sample_fault.ts';
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

const known = sampleFault('oscar/f/known');
const faulty = (report: Report, ...faults: Fault[]): Report => ({ ...report, faults });

test('a fixture that shows a known fault for the first time breaks no gate for worse', async () => {
  const [one, both] = [await sampleReport(differingModel, ['span/one']), await sampleReport(differingModel)];
  expect(gateFailures('worse', analyse(faulty(both, known), faulty(one, known)))).toEqual([]);
});

test('a new fault fails the gate for worse once, however many fixtures show it', async () => {
  const [old, now] = [await sampleReport(fine), await sampleReport(differingModel)];
  const all = sampleFault('oscar/f/new', {
    on: [
      ['span/one', 'oscar@v5'],
      ['span/two', 'oscar@v5'],
    ],
  });
  expect(gateFailures('worse', analyse(faulty(now, all), faulty(old)))).toEqual([
    'new: oscar@v5: wrong number to user space: Title of oscar/f/new [oscar/f/new]',
  ]);
});

test('a result that got worse fails the gate for worse where no fault explains it', async () => {
  const [old, now] = [await sampleReport(fine), await sampleReport(differingModel)];
  expect(gateFailures('worse', analyse(faulty(now), faulty(old)))).toHaveLength(2);
});

test('a mended fault fails the gate for changed alone', async () => {
  const report = await sampleReport(fine);
  const analysis = analyse(faulty(report), faulty(report, known));
  expect(gateFailures('worse', analysis)).toEqual([]);
  expect(gateFailures('changed', analysis)).toEqual([
    'mended: oscar@v5: wrong number to user space: Title of oscar/f/known [oscar/f/known]',
  ]);
});
