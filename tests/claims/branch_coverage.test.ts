import { expect, test } from 'vitest';
import { branchesOfInterest, measureCoverage, prettyCoverage } from '../../harness/claims/branch_coverage.ts';
import { base, fixtures } from './real.ts';

const veto = fixtures.filter(({ id }) => id === 'claims/veto-of-a-full-section');

test('branches of interest are those of the base and of the designs that are asked about', () => {
  expect(branchesOfInterest(['unpatched'], base)).toContain('offline_pages: failure to isolate');
  expect(branchesOfInterest(['unpatched'], base)).not.toContain('try_remove_memory: wrong granularity');
  expect(branchesOfInterest(['oscar@v5'], base)).toContain('try_remove_memory: wrong granularity');
});

test('what was reached is counted by design, what was not is listed', () => {
  const counted = measureCoverage(veto, ['unpatched', 'oscar@v5'], base);
  expect(counted.branches.find(({ branch }) => branch === 'MEM_CANCEL_ONLINE')).toMatchObject({
    byDesign: { unpatched: 1, 'oscar@v5': 1 },
    total: 2,
  });
  expect(counted.unreached).toContain('MEM_CANCEL_OFFLINE');
});

test('pretty names every branch that nothing reaches', () => {
  const counted = measureCoverage(veto, ['unpatched'], base);
  const text = prettyCoverage(counted, 100);
  for (const branch of counted.unreached) expect(text).toContain(`  ${branch}`);
});
