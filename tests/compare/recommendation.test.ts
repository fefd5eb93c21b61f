import { expect, test } from 'vitest';
import { recommendationOf } from '../../harness/compare/recommendation.ts';
import { sampleDesign, sampleReport, sampleRun, violatingModel } from '../report/sample.ts';

const designs = [
  sampleDesign('unpatched', { provenance: 'release', family: 'unpatched' }),
  sampleDesign('a', { family: 'a' }),
  sampleDesign('b', { family: 'b', provenance: 'reconstructed' }),
];
const recommend = async (broken: Parameters<typeof violatingModel>[0]) =>
  recommendationOf(await sampleReport(violatingModel(broken), ['f/1', 'f/2'], designs));

test('the design that holds up best is taken, against the class that sets the next one back', async () => {
  const { take, text } = await recommend({ a: { 'f/1': ['data loss'] }, b: { 'f/1': ['hygiene'] } });
  expect(take).toEqual(['b']);
  expect(text).toContain('Take b (reconstructed): 1 hygiene; nothing wrong in 1 of 2');
  expect(text).toContain('a goes wrong by data loss on 1 fixtures against 0 (no/data loss in f/1).');
});

test('designs that nothing tells apart are both named', async () => {
  const { take, text } = await recommend({});
  expect(take).toEqual(['a', 'b']);
  expect(text).toContain('Take a (posted) or b (reconstructed), which nothing counted tells apart');
});

test('a choice that hangs on one invariant says so', async () => {
  expect((await recommend({ a: { 'f/1': ['crash'] }, b: { 'f/1': ['hygiene'] } })).text).toContain(
    'This choice hangs on one invariant: without no/crash it would be a.',
  );
});

test('another reading that holds up better is not kept back', async () => {
  const revisions = [{ id: 'a@next', title: '', provenance: 'repaired' as const, family: 'a' }];
  const model = violatingModel({ a: { 'f/1': ['crash'] }, b: { 'f/1': ['crash'] } });
  const { text } = recommendationOf(await sampleReport(model, ['f/1', 'f/2'], designs, {}, { revisions }));
  expect(text).toContain("Better still holds up a@next (repaired), a reading of a's idea that is not shown");
});

test('without an answer from any design none is recommended', async () => {
  const report = await sampleReport(
    (fixture, design) => sampleRun(fixture.id, design, { verdict: design === 'unpatched' ? 'ok' : 'timeout' }),
    ['f/1'],
    designs,
  );
  expect(recommendationOf(report).take).toEqual([]);
});

test('the reference alone leaves nothing to choose', async () => {
  const report = await sampleReport(violatingModel({}), ['f/1'], [designs[0]!]);
  expect(recommendationOf(report)).toMatchObject({ take: [] });
});
