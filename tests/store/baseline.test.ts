import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { briefOf, renderBaseline } from '../../harness/store/baseline.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import type { Report } from '../../harness/types/report.ts';
import { differingModel, type FakeModel, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

const changesSince = (old: Report, now: Report) => analyse(now, old).since!.changed;
const report = await sampleReport(differingModel);
const text = renderBaseline(report);
const read = readJsonl(text, 'baseline.jsonl');

test('there is a line per fixture and one per result that is not ok', () => {
  const types = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  // Of six results two are not ok: oscar@v5 on both fixtures.
  expect(types).toEqual(['header', 'fixture', 'result', 'fixture', 'result', 'footer']);
});

test('a baseline read back has every verdict, and writes the same bytes', () => {
  const verdicts = ({ results }: typeof report) =>
    results.map(({ fixture, design, verdict }) => [fixture, design, verdict]);
  expect(verdicts(read)).toEqual(verdicts(report));
  expect(renderBaseline(read)).toBe(text);
});

test('a report does not differ from the baseline that was made of it', () => {
  expect(changesSince(read, report)).toEqual([]);
});

test('a newly broken invariant is a change for the worse from a baseline', async () => {
  const broken: FakeModel = (fixture, design) => {
    const run = differingModel(fixture, design);
    const more = run.violations.map((one) => ({ ...one, invariant: 'another' }));
    return { ...run, violations: [...run.violations, ...more] };
  };
  const changes = changesSince(read, await sampleReport(broken));
  expect(changes.map(({ fixture, kind, worse }) => [fixture, kind, worse])).toEqual([['span/two', 'findings', true]]);
});

test('something else seen with the same verdict is a change from a baseline, which does not know the step', async () => {
  const seen: FakeModel = (fixture, design) =>
    fixture.id === 'span/two' && design === 'unpatched'
      ? sampleRun(fixture.id, design, { steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', 7)] })
      : differingModel(fixture, design);
  const [change, ...others] = changesSince(read, await sampleReport(seen));
  expect(others).toEqual([]);
  expect(change).toMatchObject({ fixture: 'span/two', design: 'unpatched', kind: 'observations', worse: false });
  expect(change).not.toHaveProperty('step');
});

test('another return value is seen in a baseline', async () => {
  const refused: FakeModel = (fixture, design) => {
    const run = differingModel(fixture, design);
    return { ...run, steps: run.steps.map((step, at) => (at === 1 && step.ret === 0 ? { ...step, ret: -16 } : step)) };
  };
  // On span/one oscar@v5 returns `oops`; the other five results are another.
  expect(changesSince(read, await sampleReport(refused))).toHaveLength(5);
});

test('work is no change from a baseline', async () => {
  const busy: FakeModel = (fixture, design) => ({ ...differingModel(fixture, design), cost: { 'page.init': 9 } });
  expect(changesSince(report, await sampleReport(busy)).length).toBeGreaterThan(0);
  expect(changesSince(read, await sampleReport(busy))).toEqual([]);
});

test('what is brief is not made briefer', () => {
  expect(briefOf(read)).toBe(read);
});

test('a line of a baseline for a fixture that it does not have is refused', () => {
  const stray = text.replace('"type":"result","fixture":"span/one"', '"type":"result","fixture":"span/three"');
  expect(() => readJsonl(stray, 'baseline.jsonl')).toThrow(
    '"result" of span/three, a fixture that the report does not announce',
  );
});

test('a fixture with fewer digests than there are designs is refused', () => {
  const short = text.replace(/"seen":\["\w+",/, '"seen":[');
  expect(() => readJsonl(short, 'baseline.jsonl')).toThrow('baseline.jsonl:2:');
  expect(() => readJsonl(short, 'baseline.jsonl')).toThrow('2 digests for 3 designs');
});
