import { expect, test } from 'vitest';
import { firstWhere, where } from '../../harness/invariants/ranges.ts';
import { IntervalMap } from '../../harness/state/interval_map.ts';

function values(): IntervalMap<number> {
  const map = new IntervalMap<number>(0);
  map.set(2, 4, 1);
  map.set(4, 6, 2);
  return map;
}

test('where finds the pages whose value holds, joined across values', () => {
  expect(where(values(), [[0, 9]], (value) => value > 0)).toEqual([[2, 6]]);
});

test('where is cut to the ranges it looks at', () => {
  expect(where(values(), [[3, 5]], (value) => value === 2)).toEqual([[4, 5]]);
});

test('firstWhere tells the first run with its value', () => {
  expect(firstWhere(values(), [[3, 9]], (value) => value === 0)).toEqual([6, 9, 0]);
});

test('firstWhere finds nothing where no value holds', () => {
  expect(firstWhere(values(), [[0, 9]], (value) => value === 7)).toBeUndefined();
});
