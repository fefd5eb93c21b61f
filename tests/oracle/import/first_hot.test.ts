import { expect, test } from 'vitest';
import { firstDimm } from '../../../harness/oracle/import/first_hot.ts';

const gibi = 2 ** 18;

test('the first DIMM lands at 4G, where boot memory ends below it', () => {
  expect(firstDimm(2 * gibi - 32, '2G')).toBe(4 * gibi);
});

test('the first DIMM lands on the next gibibyte above RAM that was moved above 4G', () => {
  // 2G of 4G are above 4G; of 68096M = 66.5G, 64.5G are, and end at 68.5G.
  expect(firstDimm(6 * gibi, '4G')).toBe(6 * gibi);
  expect(firstDimm(6 * gibi, '68096M')).toBe(69 * gibi);
});
