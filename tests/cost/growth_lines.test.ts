import { expect, test } from 'vitest';
import type { Growth } from '../../harness/cost/growth.ts';
import { groupSentence, growthGroups } from '../../harness/cost/growth_lines.ts';

const law = (design: string, exponent: number, to = 10, counter = 'span probes'): Growth => {
  const place = { operation: 'offline', counter, design, variable: 'block size' } as const;
  return { ...place, exponent, r2: 1, from: 1, to, sentence: '' };
};

test('designs that follow the same law stand together', () => {
  const [group, ...more] = growthGroups([law('a', 1), law('b', 0.5), law('c', 1)], true);
  expect(more).toEqual([]);
  expect(group?.laws.map(({ designs }) => designs)).toEqual([['a', 'c'], ['b']]);
});

test('the same power from or to another count is another law', () => {
  const [group] = growthGroups([law('a', 1, 10), law('b', 1, 20)], true);
  expect(group?.laws).toHaveLength(2);
});

test.each([
  [0.2, 1],
  [0.19, 0],
])('powers that are %d apart make %d groups to be shown', (apart, groups) => {
  expect(growthGroups([law('a', 0), law('b', apart)], false)).toHaveLength(groups);
});

test('work that is a sum of other work is shown on request only', () => {
  const sums = [law('a', 0, 10, 'work under zone lock'), law('b', 1, 10, 'work under zone lock')];
  expect(growthGroups(sums, false)).toEqual([]);
  expect(growthGroups(sums, true)).toHaveLength(1);
});

test.each([
  [0, 1, 'constant (1)'],
  [0.04, 10, 'hardly any growth (1 to 10)'],
  [0.06, 10, 'to the power 0.06 (1 to 10)'],
  [0.96, 10, 'in proportion (1 to 10)'],
  [1.06, 10, 'to the power 1.06 (1 to 10)'],
])('a law to the power %d is put into words', (exponent, to, words) => {
  const [group] = growthGroups([law('a', exponent, to)], true);
  expect(groupSentence(group!)).toBe(`offline, span probes, by block size: ${words} in a.`);
});

test('a law that fits badly says how badly', () => {
  const [good] = growthGroups([{ ...law('a', 0.5), r2: 0.991 }], true);
  const [bad] = growthGroups([{ ...law('a', 0.5), r2: 0.9 }], true);
  expect(groupSentence(good!)).not.toContain('r2');
  expect(groupSentence(bad!)).toContain('(1 to 10, r2 0.90)');
});

test('laws of one group stand side by side, the designs of each together', () => {
  const [group] = growthGroups([law('a', 1), law('b', 0, 1), law('c', 1)], true);
  expect(groupSentence(group!)).toBe(
    'offline, span probes, by block size: in proportion (1 to 10) in a, c; constant (1) in b.',
  );
});

test('a count that is the same at both ends is constant only if it is so between them', () => {
  const sentence = (exponent: number, to: number) => groupSentence(growthGroups([law('a', exponent, to)], true)[0]!);
  expect(sentence(0.01, 1)).toContain('hardly any growth (1)');
  expect(sentence(0, 2)).toContain('hardly any growth (1 to 2)');
});
