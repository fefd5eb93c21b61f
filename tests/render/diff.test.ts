import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { diffDocument, renderDiffText } from '../../harness/render/diff.ts';
import { renderBaseline } from '../../harness/store/baseline.ts';
import { readJsonl } from '../../harness/store/read_jsonl.ts';
import type { Report } from '../../harness/types/report.ts';
import { differingModel, type FakeModel, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

const diffReports = (old: Report, now: Report) => analyse(now, old).since!;
const fine: FakeModel = (fixture, design) => sampleRun(fixture.id, design);
/** The model with one run of oscar@v5 on span/two put in place of its own. */
const but =
  (model: FakeModel, changes: Parameters<typeof sampleRun>[2]): FakeModel =>
  (fixture, design) =>
    design === 'oscar@v5' && fixture.id === 'span/two'
      ? sampleRun(fixture.id, design, changes)
      : model(fixture, design);
const violation = { class: 'crash', step: 1, message: '', where: '', claims: [] } as const;
const broken = (invariant: string) => ({
  verdict: 'violates' as const,
  violations: [{ ...violation, claims: [], invariant }],
});

const old = await sampleReport(fine);

test('a report is the same as itself', async () => {
  const diff = diffReports(old, await sampleReport(fine));
  expect(diff).toMatchObject({ same: true, changed: [], counts: { identical: 6 } });
});

test.each([
  ['work', { cost: { 'page.init': 5 } }, false],
  ['observations', { steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', 7)] }, false],
  ['verdict', broken('one'), true],
] as const)('another %s is told as such', async (kind, changes, worse) => {
  const { same, changed, counts } = diffReports(old, await sampleReport(but(fine, changes as object)));
  expect(same).toBe(false);
  expect(changed).toMatchObject([{ fixture: 'span/two', design: 'oscar@v5', kind, worse }]);
  expect(counts).toMatchObject({ identical: 5, [kind]: 1 });
});

test('the same verdict for another reason is told as such, and is worse when something new is broken', async () => {
  const one = await sampleReport(but(fine, broken('one')));
  const other = await sampleReport(but(fine, broken('other')));
  expect(diffReports(one, other).changed).toMatchObject([
    { kind: 'findings', old: 'one (crash)', new: 'other (crash)', worse: true },
  ]);
});

test('the step after which something else is seen is named', async () => {
  const now = await sampleReport(but(fine, { steps: [sampleStep('add d0', 0), sampleStep('online_movable d0', 7)] }));
  const diff = diffReports(old, now);
  expect(renderDiffText(diff, false)).toContain(
    'span/two on oscar@v5: ok, but something else is seen after step 2 online_movable d0',
  );
});

test('fixtures are aligned by their content', async () => {
  const renamed = await sampleReport(fine);
  for (const fixture of renamed.fixtures) fixture.fixture = `new/${fixture.fixture}`;
  for (const result of renamed.results) result.fixture = `new/${result.fixture}`;
  expect(diffReports(old, renamed).same).toBe(true);
  renamed.fixtures[0]!.hash = 'edited';
  expect(diffReports(old, renamed).counts).toMatchObject({ identical: 3, 'only-old': 3, 'only-new': 3 });
});

test('a baseline is small, can be read, and differs in work from nothing', async () => {
  const text = renderBaseline(await sampleReport(differingModel));
  expect(diffReports(readJsonl(text, 'baseline.jsonl'), await sampleReport(differingModel)).same).toBe(true);
  expect(diffReports(readJsonl(text, 'baseline.jsonl'), old).counts.verdict).toBe(2);
  expect(text).not.toContain('page.init');
});

test('the document is what its schema says', async () => {
  const diff = diffReports(old, await sampleReport(differingModel));
  expect(diffDocument.safeParse(JSON.parse(JSON.stringify(diff))).error).toBeUndefined();
});
