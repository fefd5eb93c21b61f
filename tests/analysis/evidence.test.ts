import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { type EvidenceRow, evidenceText, unconfirmedOf } from '../../harness/analysis/evidence.ts';
import { sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';

const row = (design: string, confirmedVerdicts: number, verdicts = 240): EvidenceRow => {
  return { design, checked: [], unchecked: [], confirmedVerdicts, verdicts };
};

test('the sentence has every design, those with as many together, fewest first', () => {
  expect(evidenceText([row('unpatched', 180), row('a', 179), row('b', 180)])).toBe(
    'Evidence: real kernels confirm every function behind 179 (a), 180 (unpatched, b) of 240 verdicts; ° marks the others.',
  );
});

test('thirteen designs are summed up', () => {
  const many = Array.from({ length: 13 }, (_, at) => row(`d${at}`, 100 + at));
  expect(evidenceText(many)).toContain('100 to 112 (of 13 designs) of 240 verdicts');
});

test('a report without results says nothing', () => {
  expect(evidenceText([row('a', 0, 0)])).toBe('');
});

test('a verdict counts as confirmed when nothing unconfirmed stands behind it', async () => {
  const report = await sampleReport(
    (fixture, design) =>
      sampleRun(fixture.id, design, {
        evidence: { checked: ['f:x'], unchecked: fixture.id === 'f/1' && design === 'a' ? ['f:y'] : [] },
      }),
    ['f/1', 'f/2'],
    [sampleDesign('unpatched', { provenance: 'release' }), sampleDesign('a')],
  );
  expect(analyse(report).evidence.text).toContain('behind 1 (a), 2 (unpatched) of 2 verdicts');
});

test('an unconfirmed function is told once, with what would confirm it where that is known', () => {
  const named = unconfirmedOf([
    { unchecked: ['f:mine'] },
    { unchecked: ['kernel/power/snapshot:hibernate', 'f:mine'] },
  ]);
  expect(named.map(({ name }) => name)).toEqual(['f:mine', 'kernel/power/snapshot:hibernate']);
  expect(named[0]).toEqual({ name: 'f:mine' });
  expect(named[1]!.by).toMatch(/hibernates/);
});
