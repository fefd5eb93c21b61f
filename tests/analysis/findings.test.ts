import { expect, test } from 'vitest';
import { analyse } from '../../harness/analysis/analysis.ts';
import type { Need } from '../../harness/types/result.ts';
import { differingModel, type FakeModel, sampleDesign, sampleReport, sampleRun } from '../sample_report.ts';

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

test('a finding says where in the fixture it shows, and how much of what ran is confirmed', () => {
  expect(findings[0]).toMatchObject({
    consequence: 'crash',
    said: 'step 2 online_movable d0: VM_BUG_ON in set_pageblock_migratetype',
    // The sample fixture's second step stands on line 5; nothing behind that run is confirmed.
    place: { file: 'fixtures/scenarios/span/one.yaml', line: 5 },
    functions: { confirmed: 0, ran: 1 },
  });
});

const violation = { invariant: 'one', class: 'crash', step: 0, message: '', where: '', claims: [] } as const;
type Violations = NonNullable<Parameters<typeof sampleRun>[2]>['violations'];
/** What is found of one design that breaks these on each fixture. */
const found = async (broken: Record<string, Violations>) =>
  analyse(
    await sampleReport(
      ({ id }, design) => sampleRun(id, design, { verdict: 'violates', violations: structuredClone(broken[id] ?? []) }),
      Object.keys(broken),
      [sampleDesign('unpatched')],
    ),
  ).findings;
const said = (message: string, ...needs: Need[]) => ({ ...violation, claims: [], message, needs });

test('one invariant that means two consequences is two findings', async () => {
  const both = [said('bad'), { ...said('mild'), class: 'hygiene' as const }];
  expect((await found({ 'f/1': both })).map(({ what, class: name }) => [what, name])).toEqual([
    ['one', 'crash'],
    ['one', 'hygiene'],
  ]);
});

test('it is told by the fixture that needs least to show it, the first of those', async () => {
  const told = async (first: Need[], second: Need[], third: Need[]) => {
    const [finding] = await found({
      'f/1': [said('in 1', ...first)],
      'f/2': [said('in 2', ...second)],
      'f/3': [said('in 3', ...third)],
    });
    return [finding!.message, ...finding!.fixtures];
  };
  expect(await told([], [], [])).toEqual(['in 1', 'f/1', 'f/2', 'f/3']);
  expect(await told(['KASAN'], [], [])).toEqual(['in 2', 'f/2', 'f/1', 'f/3']);
  expect(await told(['KASAN', 'failure'], ['KASAN'], ['KASAN'])).toEqual(['in 2', 'f/2', 'f/1', 'f/3']);
});

test('a fixture that shows it twice is named once, by what is told first', async () => {
  const twice = [said('first'), said('second')];
  expect(await found({ 'f/1': twice, 'f/2': twice })).toMatchObject([{ message: 'first', fixtures: ['f/1', 'f/2'] }]);
});

test('a run that gave no answer is a finding without a class, behind all others', async () => {
  const model: FakeModel = ({ id }, design) =>
    id === 'f/1'
      ? sampleRun(id, design, { verdict: 'timeout', failure: { message: 'too long', chain: [] } })
      : sampleRun(id, design, { verdict: 'violates', violations: [{ ...said(''), class: 'hygiene' }] });
  const { findings } = analyse(await sampleReport(model, ['f/1', 'f/2'], [sampleDesign('unpatched')]));
  expect(findings).toMatchObject([
    { class: 'hygiene' },
    // The run came to its second step.
    { what: 'timeout', class: undefined, message: 'too long', step: 1 },
  ]);
});
