import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitPowerLaw } from '../../harness/cost/least_squares.ts';

test('an exact power law is found again, whatever its factor', () => {
  fc.assert(
    fc.property(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 1, max: 1000 }), (tenths, factor) => {
      const points = [1, 16, 256, 4096].map((x) => [x, factor * x ** (tenths / 10)] as const);
      const law = fitPowerLaw(points)!;
      expect(law.exponent).toBeCloseTo(tenths / 10, 3);
      expect(law.r2).toBeCloseTo(1, 3);
    }),
  );
});

test('what never varies has exponent 0', () => {
  expect(fitPowerLaw([1, 2, 3].map((x) => [x, 7]))).toEqual({ exponent: 0, r2: 1 });
});

test('work that only appears now and then has no law', () => {
  expect(
    fitPowerLaw([
      [1, 0],
      [2, 0],
      [4, 5],
      [8, 5],
    ]),
  ).toBeUndefined();
});

test('a poor fit says so', () => {
  expect(
    fitPowerLaw([
      [1, 100],
      [16, 1],
      [256, 100],
      [4096, 1],
    ])!.r2,
  ).toBeLessThan(0.5);
});
