import { expect, test } from 'vitest';
import { traceOf } from '../../harness/compare/trace.ts';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import { differingModel, sampleFixture, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

const fixture = sampleFixture('span/two');
const runs = ['unpatched', 'oscar@v5', 'david@v10'].map((design) => differingModel(fixture, design));
const trace = traceOf(fixture, runs);

test('every state of every design is there whole', () => {
  for (const { design, steps } of runs)
    expect(trace.byDesign[design]!.map((number) => trace.states[number])).toEqual(
      steps.map((step) => step.observation),
    );
});

test('designs that agree share their states', () => {
  expect(trace.byDesign['david@v10']).toEqual(trace.byDesign['unpatched']);
  expect(trace.states).toHaveLength(3);
});

test('a run that comes back to a state shows that state again', () => {
  const steps = [sampleStep('one', 0), sampleStep('two', 5), sampleStep('three', 0)];
  const again = traceOf(fixture, [sampleRun('f', 'd', { steps })]);
  expect([again.byDesign['d'], again.states.length]).toEqual([[0, 1, 0], 2]);
});

test('a report with observations read back is the report that was written', async () => {
  const report = await sampleReport(differingModel, undefined, undefined, { observations: true });
  const text = renderJsonl(report);
  expect(report.traces).toHaveLength(2);
  expect(readJsonl(text, 'r.jsonl')).toEqual(report);
  expect(renderJsonl(readJsonl(text, 'r.jsonl'))).toBe(text);
});

test('a trace that shows a state which is not there is refused', async () => {
  const text = renderJsonl(await sampleReport(differingModel, undefined, undefined, { observations: true }));
  const broken = text.replace('"oscar@v5":[0,', '"oscar@v5":[7,');
  expect(broken).not.toBe(text);
  expect(() => readJsonl(broken, 'r.jsonl')).toThrow(/oscar@v5 shows state 7, there are/);
});
