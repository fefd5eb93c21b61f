import { describe, expect, test } from 'vitest';
import { firstWhere, intersect, joined, minus, pagesIn, type Range, where } from '../../harness/invariants/ranges.ts';
import { IntervalMap } from '../../harness/state/interval_map.ts';

/** Every way to have up to three ranges below 9. */
function everySet(): Range[][] {
  const sets: Range[][] = [];
  for (let bits = 0; bits < 2 ** 8; bits++) {
    const ranges: [number, number][] = [];
    for (let i = 0; i < 8; i++) if (bits & (1 << i)) ranges.push([i, i + 1]);
    sets.push(joined(ranges));
  }
  return sets;
}
const members = (ranges: readonly Range[]) =>
  new Set(ranges.flatMap(([start, end]) => Array.from({ length: end - start }, (_, i) => start + i)));
const sets = everySet().filter((_, i) => i % 7 === 0);

describe('ranges', () => {
  test('minus leaves what is in the first alone', () => {
    for (const a of sets)
      for (const b of sets) {
        const inB = members(b);
        expect(members(minus(a, b))).toEqual(new Set([...members(a)].filter((pfn) => !inB.has(pfn))));
      }
  });

  test('intersect leaves what is in both', () => {
    for (const a of sets)
      for (const b of sets) {
        const inB = members(b);
        expect(members(intersect(a, b))).toEqual(new Set([...members(a)].filter((pfn) => inB.has(pfn))));
      }
  });

  test('where finds the runs that hold a value, joined', () => {
    const map = new IntervalMap<number>(0);
    map.set(2, 4, 1);
    map.set(4, 6, 2);
    expect(where(map, [[0, 9]], (value) => value > 0)).toEqual([[2, 6]]);
    expect(where(map, [[3, 5]], (value) => value === 2)).toEqual([[4, 5]]);
    expect(firstWhere(map, [[3, 9]], (value) => value === 0)).toEqual([6, 9, 0]);
    expect(
      pagesIn([
        [2, 4],
        [7, 8],
      ]),
    ).toBe(3);
  });
});
