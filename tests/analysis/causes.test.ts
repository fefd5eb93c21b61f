import { expect, test } from 'vitest';
import { sharedCausesOf } from '../../harness/analysis/causes.ts';
import { indexReport } from '../../harness/analysis/report_index.ts';
import { sampleDesign, sampleReport, violatingModel } from '../sample_report.ts';

const reading = (of: string, ...mends: string[]) => ({
  id: `${of}+${mends.join('+')}`,
  title: '',
  provenance: 'repaired' as const,
  mended: { of, mends: mends.map((id) => ({ id, title: `title of ${id}` })), functions: ['online_pages'] },
});
const revisions = [
  reading('a', 'repair:one'),
  reading('a', 'repair:two'),
  reading('a', 'repair:one', 'repair:two'),
  reading('a', 'fix:shared'),
  reading('b', 'repair:other'),
];
/** `a` goes wrong in three of four fixtures; one repair clears one and worsens none, the other clears two and eases one. */
const model = violatingModel({
  a: { 'f/1': ['crash'], 'f/2': ['hygiene'], 'f/3': ['data loss'] },
  'a+repair:one': { 'f/1': ['crash'], 'f/2': ['hygiene'] },
  'a+repair:two': { 'f/3': ['slow path'] },
});

test('each repair alone says what it clears and what it eases, the one that clears most first', async () => {
  const designs = ['unpatched', 'a', 'b'].map((id) => sampleDesign(id));
  const report = await sampleReport(model, ['f/1', 'f/2', 'f/3', 'f/4'], designs, {}, { revisions });
  expect(sharedCausesOf(indexReport(report), 'a')).toEqual({
    faulty: 3,
    causes: [
      { repair: 'repair:two', title: 'title of repair:two', cleared: 2, eased: 1 },
      { repair: 'repair:one', title: 'title of repair:one', cleared: 1, eased: 0 },
    ],
  });
});

test('of two that clear as many the one that eases more comes first', async () => {
  const both = violatingModel({
    a: { 'f/1': ['crash'], 'f/2': ['crash'] },
    'a+repair:one': { 'f/1': ['crash'] },
    'a+repair:two': { 'f/2': ['hygiene'] },
  });
  const designs = ['unpatched', 'a'].map((id) => sampleDesign(id));
  const report = await sampleReport(both, ['f/1', 'f/2'], designs, {}, { revisions });
  expect(sharedCausesOf(indexReport(report), 'a').causes.map(({ repair }) => repair)).toEqual([
    'repair:two',
    'repair:one',
  ]);
});
