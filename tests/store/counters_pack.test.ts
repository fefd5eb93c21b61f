import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortedCounters } from '../../harness/state/counters.ts';
import {
  namesFrom,
  packCounters,
  packNumbers,
  unpackCounters,
  unpackNumbers,
} from '../../harness/store/counters_pack.ts';

const counters = fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', 'longest hold of x'), fc.integer({ min: 0 }));

test('counters packed as changes of others come back in one order', () => {
  fc.assert(
    fc.property(counters, counters, (base, wanted) => {
      const names = namesFrom();
      const sorted = sortedCounters(base);
      const back = unpackCounters(sorted, packCounters(base, wanted, names), names);
      expect(JSON.stringify(back)).toBe(JSON.stringify(sortedCounters(wanted)));
    }),
    { seed: 1 },
  );
});

test('equal counters take no room', () => {
  expect(packCounters({ a: 1, b: 2 }, { a: 1, b: 2 }, namesFrom())).toEqual([]);
});

test('a counter without a name is an error', () => {
  expect(() => unpackCounters({}, [3, 1], namesFrom(['only']))).toThrow(RangeError);
});

test('numbers packed as ranges come back in rising order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(60)), (numbers) => {
      expect(unpackNumbers(packNumbers(numbers))).toEqual(numbers.toSorted((a, b) => a - b));
    }),
    { seed: 1 },
  );
});

test('neighbours are written as a range', () => {
  expect(packNumbers([9, 1, 2, 3, 7])).toBe('1-3,7,9');
});
