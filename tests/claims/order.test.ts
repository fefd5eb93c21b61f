import { expect, test } from 'vitest';
import { byInterest, claimGroupOf, claimGroups, countByVerdict } from '../../harness/claims/order.ts';

const [first, second, third, last] = claimGroups;

test.each([
  ['refuted', 'right', first],
  ['confirmed', 'wrong', first],
  ['judgement', 'wrong', first],
  ['confirmed for oscar@v5', 'right', second],
  ['confirmed', 'partly right', second],
  ['confirmed', 'left open; the runs say confirmed', second],
  ['judgement', 'right', third],
  ['not reached', 'cannot be said', third],
  ['undecidable', 'cannot be said', third],
  ['confirmed', 'right', last],
])('%s, the thread %s: %s', (verdict, thread, group) => {
  expect(claimGroupOf({ verdict, thread })).toBe(group);
});

test('what surprises comes first, in a group the order stays, and an empty group is left out', () => {
  const claims = [
    { id: 'L01', verdict: 'confirmed', thread: 'right' },
    { id: 'L02', verdict: 'refuted', thread: 'right' },
    { id: 'L03', verdict: 'confirmed', thread: 'right' },
    { id: 'L04', verdict: 'confirmed', thread: 'wrong' },
  ];
  const told = byInterest(claims).map(({ group, claims: own }) => [group, own.map(({ id }) => id)]);
  expect(told).toEqual([
    [first, ['L02', 'L04']],
    [last, ['L01', 'L03']],
  ]);
});

test('verdicts are counted, those for some designs together', () => {
  const claims = ['confirmed', 'confirmed for a', 'refuted', 'confirmed for b'].map((verdict) => ({ verdict }));
  expect(Object.entries(countByVerdict(claims))).toEqual([
    ['refuted', 1],
    ['confirmed for some designs', 2],
    ['confirmed', 1],
  ]);
});
