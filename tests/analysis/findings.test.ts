import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { differingModel, sampleReport } from '../sample_report.ts';

const findings = analyse(await sampleReport(differingModel, ['span/two', 'span/one', 'span/three'])).findings;

test('the worst consequence comes first', () => {
  expect(findings.map((finding) => finding.class)).toEqual(['crash', 'wrong number to user space']);
});

test('one invariant broken on several fixtures is one finding that names them all', () => {
  expect(findings[1]).toMatchObject({ what: 'presentWithinSpan', fixtures: ['span/two', 'span/three'] });
});

test('an oops carries its message and call chain', () => {
  expect(findings[0]).toMatchObject({
    what: 'oops',
    message: 'VM_BUG_ON in set_pageblock_migratetype',
    where: 'online_pages > move_pfn_range_to_zone',
    stepTitle: 'online_movable d0',
  });
});
