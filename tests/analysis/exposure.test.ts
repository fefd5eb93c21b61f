import { expect, test } from 'vitest';
import { plainPart, withOnly } from '../../harness/analysis/exposure.ts';
import type { Need, Verdict } from '../../harness/types/result.ts';
import { sampleRun } from '../sample_report.ts';

const place = { class: 'hygiene', step: 0, message: '', where: '', claims: [] } as const;
const result = (verdict: Verdict, ...invariants: string[]) => {
  const violations = invariants.map((invariant) => ({ ...place, claims: [], invariant }));
  return { ...sampleRun('f', 'a', { verdict, violations }), steps: [] };
};
const without = (verdict: Verdict, invariants: string[], left: string): Verdict =>
  withOnly(result(verdict, ...invariants), ({ invariant }) => invariant !== left).verdict;

test.each([
  // verdict, what was broken, what is left out, verdict of the rest
  ['violates', ['x'], 'x', 'ok'],
  ['violates', ['x', 'y'], 'x', 'violates'],
  ['oops', ['x', 'oops'], 'x', 'oops'],
  ['oops', ['x', 'oops'], 'oops', 'violates'],
  ['oops', ['oops'], 'oops', 'ok'],
  ['rejected', ['expectation: rejected'], 'expectation: rejected', 'ok'],
  // How a run ended is not taken back with a violation that does not say so.
  ['timeout', ['x'], 'x', 'timeout'],
] as const)('%s of %j without %s is %s', (verdict, broken, left, expected) => {
  expect(without(verdict, [...broken], left)).toBe(expected);
});

test('the plain part has nothing that takes an option or a failure to see', () => {
  const run = result('violates', 'x', 'y');
  run.violations[0] = { ...run.violations[0]!, needs: ['KASAN' as Need] };
  expect(plainPart(run).violations.map(({ invariant }) => invariant)).toEqual(['y']);
});
