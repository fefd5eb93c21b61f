import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import type { Report } from '../../harness/types/report.ts';
import { differingModel, type FakeModel, sampleReport, sampleRun } from '../sample_report.ts';

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
