import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import { differingModel, sampleReport, violatingModel } from '../sample_report.ts';

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

test('a fixture that breaks an invariant twice is named once', async () => {
  const model = violatingModel({ 'oscar@v5': { 'f/1': ['crash', 'crash'], 'f/2': ['crash'] } });
  const fixturesOf = async (ids: string[]) =>
    analyse(await sampleReport(model, ids)).findings.map(({ fixtures }) => fixtures);
  expect(await fixturesOf(['f/1'])).toEqual([['f/1']]);
  expect(await fixturesOf(['f/1', 'f/2'])).toEqual([['f/1', 'f/2']]);
});

test('a finding says where in the fixture it shows, and how much of what ran is confirmed', () => {
  expect(findings[0]).toMatchObject({
    consequence: 'crash',
    said: 'step 2 online_movable d0: VM_BUG_ON in set_pageblock_migratetype',
    // The sample fixture's second step stands on line 5; nothing behind that run is confirmed.
    place: { file: 'fixtures/scenarios/span/one.yaml', line: 5 },
    functions: { confirmed: 0, ran: 1 },
  });
});
