import { expect, test } from 'vitest';
import { traceOf } from '../../harness/compare/trace.ts';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import { statesOf } from '../../harness/types/trace_states.ts';
import { differingModel, sampleFixture, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

const fixture = sampleFixture('span/two');
const runs = ['unpatched', 'oscar@v5', 'david@v10'].map((design) => differingModel(fixture, design));
const trace = traceOf(fixture, runs);

test('every state of every design comes back whole', () => {
  const states = statesOf(trace.states);
  for (const { design, steps } of runs)
    expect(trace.byDesign[design]!.map((number) => states[number])).toEqual(steps.map((step) => step.observation));
});

test('designs that agree share their states', () => {
  expect(trace.byDesign['david@v10']).toEqual(trace.byDesign['unpatched']);
  expect(trace.states).toHaveLength(3);
});

test('a state holds only the fields that changed', () => {
  const after = sampleStep('two', 5, { observation: { result: { step: 0 }, 'zone.present': { '0:Movable': 5 } } });
  const { states } = traceOf(fixture, [sampleRun('f', 'd', { steps: [sampleStep('one', 0), after] })]);
  expect(states[1]).toEqual({ from: 0, set: { 'zone.present': { '0:Movable': 5 } } });
});

test('a field that is gone after a step is gone in the state that comes back', () => {
  const oops = sampleStep('two', 0, { observation: { notifier: {} } });
  const { states } = traceOf(fixture, [sampleRun('f', 'd', { steps: [sampleStep('one', 0), oops] })]);
  expect(statesOf(states)[1]).toEqual({ notifier: {} });
});

test('a report with observations read back is the report that was written', async () => {
  const report = await sampleReport(differingModel, undefined, undefined, { observations: true });
  const text = renderJsonl(report);
  expect(report.traces).toHaveLength(2);
  expect(readJsonl(text, 'r.jsonl')).toEqual(report);
  expect(renderJsonl(readJsonl(text, 'r.jsonl'))).toBe(text);
});

test('a trace whose states hang together with none is refused', async () => {
  const text = renderJsonl(await sampleReport(differingModel, undefined, undefined, { observations: true }));
  expect(() => readJsonl(text.replace('"from":0', '"from":7'), 'r.jsonl')).toThrow(/inconsistent/);
});
