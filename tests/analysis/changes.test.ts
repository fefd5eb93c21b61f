import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import type { Report } from '../../harness/types/report.ts';
import { differingModel, type FakeModel, sampleDesign, sampleReport, sampleRun, sampleStep } from '../sample_report.ts';

/** What changed from one report to another. */
const changed = (old: Report, now: Report) => analyse(now, old).since!.changed;

const fine: FakeModel = (fixture, design) => sampleRun(fixture.id, design);

test('a report does not differ from itself', async () => {
  expect(changed(await sampleReport(differingModel), await sampleReport(differingModel))).toEqual([]);
});

test('a verdict that got worse is a change for the worse', async () => {
  const changes = changed(await sampleReport(fine), await sampleReport(differingModel));
  expect(changes.map(({ fixture, new: now, worse }) => [fixture, now, worse])).toEqual([
    ['span/one', 'oops (crash)', true],
    ['span/two', 'violates (wrong number to user space)', true],
  ]);
});

test('a verdict that got better is a change, not for the worse', async () => {
  const changes = changed(await sampleReport(differingModel), await sampleReport(fine));
  expect(changes.every(({ worse }) => !worse)).toBe(true);
  expect(changes).toHaveLength(2);
});

test('a renamed fixture is the same fixture', async () => {
  const renamed = await sampleReport(fine);
  for (const fixture of renamed.fixtures) fixture.fixture = `new/${fixture.fixture}`;
  for (const result of renamed.results) result.fixture = `new/${result.fixture}`;
  expect(changed(await sampleReport(fine), renamed)).toEqual([]);
});

test('a fixture in one report alone is named', async () => {
  const changes = changed(await sampleReport(fine, ['span/one']), await sampleReport(fine, ['span/two']));
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['only-old', 'only-new']));
});

/** Both reports of one fixture on one design, with these runs. */
type Changes = Parameters<typeof sampleRun>[2];
const between = async (old: Changes, now: Changes) => {
  const report = (changes: Changes) =>
    sampleReport(({ id }, design) => sampleRun(id, design, changes), ['f/1'], [sampleDesign('unpatched')]);
  return changed(await report(old), await report(now));
};
const violating = (...invariants: string[]): Changes => ({
  verdict: 'violates',
  violations: invariants.map((invariant) => {
    return { invariant, class: 'hygiene', step: 0, message: '', where: '', claims: [] };
  }),
});

test('a run that gives no answer any more is worse, one that gives one again is not', async () => {
  expect(await between({}, { verdict: 'timeout' })).toMatchObject([{ kind: 'verdict', worse: true }]);
  expect(await between({ verdict: 'timeout' }, {})).toMatchObject([{ kind: 'verdict', worse: false }]);
});

test('something more that is broken is worse, something less is not', async () => {
  expect(await between(violating('one'), violating('two', 'one'))).toMatchObject([
    { kind: 'findings', old: 'no more than that', new: 'two (hygiene)', worse: true },
  ]);
  expect(await between(violating('one', 'two'), violating('one'))).toMatchObject([
    { kind: 'findings', old: 'two (hygiene)', new: 'no more than that', worse: false },
  ]);
});

test('the same broken in another order is no change', async () => {
  expect(await between(violating('one', 'two'), violating('two', 'one', 'one'))).toEqual([]);
});

const step = (title: string, present: number, ret = 0) => sampleStep(title, present, { ret });

test.each([
  ['something else seen', [step('a', 1), step('b', 2)], [step('a', 1), step('b', 3)], 1],
  ['another return', [step('a', 1), step('b', 2)], [step('a', 1, -16), step('b', 2)], 0],
  ['a step less', [step('a', 1), step('b', 2)], [step('a', 1)], 1],
  ['a step more', [step('a', 1)], [step('a', 1), step('b', 2)], 1],
])('%s is told at its step', async (_, old, now, at) => {
  expect(await between({ steps: old }, { steps: now })).toMatchObject([
    { kind: 'observations', step: at, worse: false },
  ]);
});

test('work of a step alone is work', async () => {
  const counting = (count: number) => ({ steps: [sampleStep('a', 1, { counters: { probes: count } })] });
  expect(await between(counting(1), counting(2))).toMatchObject([{ kind: 'work', worse: false }]);
});

test('a pair alike but for one thing of each kind is told by the gravest', async () => {
  const now = { ...violating('one'), steps: [step('a', 9)], cost: { probes: 9 } };
  expect((await between({}, now)).map(({ kind }) => kind)).toEqual(['verdict']);
  expect((await between(violating('two'), now)).map(({ kind }) => kind)).toEqual(['findings']);
  expect((await between(violating('one'), now)).map(({ kind }) => kind)).toEqual(['observations']);
});
