import { expect, test } from 'vitest';
import { renderJsonl } from '../../harness/store/jsonl.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import { sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

test('a run whose total is that of its steps is read back with it: sums, and of longest holds the longest', async () => {
  const steps = [7, 4].map((held) => sampleStep('add d0', 3, { counters: { probes: 3, 'longest hold of x': held } }));
  // Of two steps: 3 + 3 probes, and the longer of 7 and 4.
  const cost = { 'longest hold of x': 7, probes: 6 };
  const report = await sampleReport(({ id }, design) => sampleRun(id, design, { steps, cost }));
  const text = renderJsonl(report);
  expect(readJsonl(text, 'r.jsonl').results.map((result) => result.cost)).toEqual(Array(6).fill(cost));
  // What the steps say already is not written again.
  for (const line of text.split('\n')) expect(line).not.toMatch(/"cost":\[\d/);
});
