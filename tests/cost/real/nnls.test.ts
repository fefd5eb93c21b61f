import { expect, test } from 'vitest';
import { nonNegativeLeastSquares } from '../../../harness/cost/real/nnls.ts';

test('finds the coefficients an exact system was made with', () => {
  const rows = [
    [1, 0, 2],
    [0, 3, 1],
    [4, 1, 0],
    [2, 2, 2],
  ];
  const made = [5, 0.5, 20];
  const targets = rows.map((row) => row.reduce((sum, value, at) => sum + value * made[at]!, 0));
  for (const [at, value] of nonNegativeLeastSquares(rows, targets).entries()) expect(value).toBeCloseTo(made[at]!, 5);
});

test('what plain least squares would make negative is zero', () => {
  const found = nonNegativeLeastSquares(
    [
      [1, 1],
      [1, 2],
      [1, 3],
    ],
    [3, 2, 1],
  );
  expect(found[1]).toBe(0);
  expect(found[0]).toBeCloseTo(2, 5);
});

test('columns of very different size are fitted alike', () => {
  const found = nonNegativeLeastSquares(
    [
      [1e6, 1],
      [2e6, 1],
      [5e6, 1],
    ],
    [2e6 + 7, 4e6 + 7, 10e6 + 7],
  );
  expect(found[0]).toBeCloseTo(2, 4);
  expect(found[1]).toBeCloseTo(7, 1);
});
