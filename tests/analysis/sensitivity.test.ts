import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { violatingModel as model, sampleDesign, sampleReport } from '../sample_report.ts';

const designs = [sampleDesign('unpatched', { provenance: 'release' }), sampleDesign('a'), sampleDesign('b')];
const sensitivity = async (broken: Parameters<typeof model>[0]) =>
  analyse(await sampleReport(model(broken), ['f/1', 'f/2'], designs)).sensitivity;

test('an invariant without which the order is another decides it', async () => {
  const { decisive, order } = await sensitivity({ a: { 'f/1': ['crash'] }, b: { 'f/1': ['hygiene'] } });
  expect(order).toEqual([['b'], ['a']]);
  expect(decisive.map(({ leftOut }) => leftOut)).toEqual(['no/crash']);
  expect(decisive[0]).toMatchObject({ order: [['a'], ['b']], changesFirst: true });
});

test('an invariant that another backs decides nothing', async () => {
  const { decisive, broken } = await sensitivity({ a: { 'f/1': ['crash'], 'f/2': ['data loss'] } });
  expect(broken).toBe(2);
  expect(decisive).toEqual([]);
});

test('an order that becomes a tie has changed', async () => {
  const { decisive } = await sensitivity({ a: { 'f/1': ['crash'] } });
  expect(decisive).toEqual([{ leftOut: 'no/crash', order: [['a', 'b']], changesFirst: true }]);
});

test('expectations are no invariants to leave out', async () => {
  const report = await sampleReport(model({ a: { 'f/1': ['crash'] } }), ['f/1'], designs);
  for (const { violations } of report.results) for (const each of violations) each.invariant = 'expectation: rejected';
  expect(analyse(report).sensitivity).toMatchObject({ broken: 0, decisive: [] });
});

test('an order that changes behind the first is told as that', async () => {
  const more = [...designs, sampleDesign('c')];
  const broken = { a: { 'f/1': ['slow path'] }, b: { 'f/1': ['crash'] } } as const;
  const { order, decisive } = analyse(await sampleReport(model(broken), ['f/1'], more)).sensitivity;
  expect(order).toEqual([['c'], ['a'], ['b']]);
  expect(decisive).toEqual([
    { leftOut: 'no/crash', order: [['b', 'c'], ['a']], changesFirst: true },
    { leftOut: 'no/slow path', order: [['a', 'c'], ['b']], changesFirst: true },
  ]);
  // Without the crash b is as slow as a, and c stays before both.
  const behind = { a: { 'f/1': ['slow path'] }, b: { 'f/1': ['slow path', 'crash'] } } as const;
  const [first] = analyse(await sampleReport(model(behind), ['f/1'], more)).sensitivity.decisive;
  expect(first).toEqual({ leftOut: 'no/crash', order: [['c'], ['a', 'b']], changesFirst: false });
});

test('what the reference breaks is not left out', async () => {
  expect(await sensitivity({ unpatched: { 'f/1': ['crash'] } })).toEqual({
    of: 'invariants',
    broken: 0,
    order: [['a', 'b']],
    decisive: [],
  });
});

test('a kernel that is gone stays gone whatever is left out', async () => {
  const report = await sampleReport(model({ a: { 'f/1': ['crash'] } }), ['f/1'], designs);
  for (const result of report.results) if (result.design === 'a') result.verdict = 'oops';
  expect(analyse(report).sensitivity).toMatchObject({ order: [['b'], ['a']], decisive: [] });
});
