import { expect, test } from 'vitest';
import { changesSince } from '../../harness/analysis/baseline.ts';
import { differingModel, type FakeModel, sampleReport, sampleRun } from '../sample_report.ts';

const fine: FakeModel = (fixture, design) => sampleRun(fixture.id, design);

test('a report does not differ from itself', async () => {
  expect(changesSince(await sampleReport(differingModel), await sampleReport(differingModel))).toEqual([]);
});

test('a verdict that got worse is a change for the worse', async () => {
  const changes = changesSince(await sampleReport(fine), await sampleReport(differingModel));
  expect(changes.map(({ fixture, new: now, worse }) => [fixture, now, worse])).toEqual([
    ['span/one', 'oops (crash)', true],
    ['span/two', 'violates (wrong number to user space)', true],
  ]);
});

test('a verdict that got better is a change, not for the worse', async () => {
  const changes = changesSince(await sampleReport(differingModel), await sampleReport(fine));
  expect(changes.every(({ worse }) => !worse)).toBe(true);
  expect(changes).toHaveLength(2);
});

test('a renamed fixture is the same fixture', async () => {
  const renamed = await sampleReport(fine);
  for (const fixture of renamed.fixtures) fixture.fixture = `new/${fixture.fixture}`;
  for (const result of renamed.results) result.fixture = `new/${result.fixture}`;
  expect(changesSince(await sampleReport(fine), renamed)).toEqual([]);
});

test('a fixture in one report alone is named', async () => {
  const changes = changesSince(await sampleReport(fine, ['span/one']), await sampleReport(fine, ['span/two']));
  expect(new Set(changes.map(({ kind }) => kind))).toEqual(new Set(['only-old', 'only-new']));
});
