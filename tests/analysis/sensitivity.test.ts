import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { violatingModel as model, sampleDesign, sampleReport } from '../sample_report.ts';

const designs = [sampleDesign('unpatched', { provenance: 'release' }), sampleDesign('a'), sampleDesign('b')];
const sensitivity = async (broken: Parameters<typeof model>[0]) =>
  analyse(await sampleReport(model(broken), ['f/1', 'f/2'], designs)).sensitivity;

test('an invariant without which the order is another decides it', async () => {
  const { decisive, order } = await sensitivity({ a: { 'f/1': ['crash'] }, b: { 'f/1': ['hygiene'] } });
  expect(order).toEqual([['b'], ['a']]);
  expect(decisive.map(({ invariant }) => invariant)).toEqual(['no/crash']);
  expect(decisive[0]).toMatchObject({ order: [['a'], ['b']], changesFirst: true });
});

test('an invariant that another backs decides nothing', async () => {
  const { decisive, broken } = await sensitivity({ a: { 'f/1': ['crash'], 'f/2': ['data loss'] } });
  expect(broken).toBe(2);
  expect(decisive).toEqual([]);
});

test('an order that becomes a tie has changed', async () => {
  const { decisive } = await sensitivity({ a: { 'f/1': ['crash'] } });
  expect(decisive).toEqual([{ invariant: 'no/crash', order: [['a', 'b']], changesFirst: true }]);
});

test('expectations are no invariants to leave out', async () => {
  const report = await sampleReport(model({ a: { 'f/1': ['crash'] } }), ['f/1'], designs);
  for (const { violations } of report.results) for (const each of violations) each.invariant = 'expectation: rejected';
  expect(analyse(report).sensitivity).toMatchObject({ broken: 0, decisive: [] });
});
