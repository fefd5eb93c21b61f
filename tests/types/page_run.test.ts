import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clipRun,
  clipValues,
  covers,
  fieldOfRuns,
  intersect,
  joined,
  joinedValues,
  meets,
  minus,
  type PageRun,
  pagesIn,
  parseRun,
  runOf,
  runsOfField,
  showRun,
  type ValueRun,
} from '../../harness/types/page_run.ts';

const run = fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 9 })).map(([first, nr]) => runOf(first, nr));
const pages = ([start, end]: PageRun): number[] => Array.from({ length: end - start }, (_, i) => start + i);
const members = (runs: readonly PageRun[]): Set<number> => new Set(runs.flatMap(pages));
/** Sorted, disjoint, and never touching: what `joined` promises. */
const apart = (runs: readonly PageRun[]): boolean =>
  runs.every(([start, end], i) => start < end && (i === 0 || runs[i - 1]![1] < start));
const runs = fc.array(run, { maxLength: 6 }).map((list) => joined([...list].sort(([a], [b]) => a - b)));
/** Rows in order without gaps, some of them without a value. */
const rows = fc
  .array(fc.tuple(fc.nat(4), fc.constantFrom('init', 'poison', undefined)), { maxLength: 12 })
  .map((list) => {
    let at = 0;
    return list.map(([nr, value]): [number, number, string | undefined] => {
      const row: [number, number, string | undefined] = [at, at + nr, value];
      at += nr;
      return row;
    });
  });
const valueAt = (list: readonly (readonly [number, number, string | undefined])[], page: number): string | undefined =>
  list.find(([start, end]) => start <= page && page < end)?.[2];

describe('a run of pages', () => {
  test('is written as its first page and how many', () => {
    expect(showRun([1572864, 1573376])).toBe('1572864+512');
    expect(parseRun('1572864+512')).toEqual([1572864, 1573376]);
  });

  test('reads back as what was written', () => {
    fc.assert(
      fc.property(run, (one) => {
        expect(parseRun(showRun(one))).toEqual(one);
      }),
    );
  });

  test.each(['', '5', '5+', '+5', '5+5+5', '-1+2', '0x10+2', ' 5+2', '5 + 2', '1.5+2', '5+2 -1'])(
    'is not %j',
    (text) => {
      expect(parseRun(text)).toBeUndefined();
    },
  );

  test('clipped has the pages of both, and is none where there are none', () => {
    fc.assert(
      fc.property(run, run, (one, window) => {
        const inside = pages(one).filter((page) => window[0] <= page && page < window[1]);
        const clipped = clipRun(one, window);
        expect(clipped ? pages(clipped) : []).toEqual(inside);
        expect(meets(one, window)).toBe(inside.length > 0);
      }),
    );
  });
});

describe('runs of pages', () => {
  test('joined keep their pages and lie apart', () => {
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), (list) => {
        const sorted = [...list].sort(([a], [b]) => a - b);
        const made = joined(sorted);
        expect(members(made)).toEqual(members(list));
        expect(apart(made)).toBe(true);
        expect(pagesIn(made)).toBe(members(list).size);
      }),
    );
  });

  test('joined drop a run without pages', () => {
    expect(
      joined([
        [3, 3],
        [5, 6],
      ]),
    ).toEqual([[5, 6]]);
  });

  test('intersect has the pages of both', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        const inB = members(b);
        expect(members(intersect(a, b))).toEqual(new Set([...members(a)].filter((page) => inB.has(page))));
      }),
    );
  });

  test('minus has what is in the first alone', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        const inB = members(b);
        const left = minus(a, b);
        expect(members(left)).toEqual(new Set([...members(a)].filter((page) => !inB.has(page))));
        expect(apart(left)).toBe(true);
      }),
    );
  });

  test('cover a page that one of them has', () => {
    fc.assert(
      fc.property(runs, fc.nat(50), (a, page) => {
        expect(covers(a, page)).toBe(members(a).has(page));
      }),
    );
  });
});

describe('runs with a value', () => {
  test('joined have every page that had a value, with it, and equal neighbours are one', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const made = joinedValues(list);
        for (let page = 0; page < 50; page++) expect(valueAt(made, page)).toBe(valueAt(list, page));
        expect(
          made.every(([start, , value], i) => i === 0 || made[i - 1]![1] < start || made[i - 1]![2] !== value),
        ).toBe(true);
      }),
    );
  });

  test('read back from the field that was made of them', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const made = joinedValues(list);
        expect(runsOfField(fieldOfRuns(made))).toEqual(made);
      }),
    );
  });

  test('of a field come in order of pages, and what is no run is left out', () => {
    expect(runsOfField({ '100+5': 'b', '20+5': 'a', max_pfn: 'c' })).toEqual([
      [20, 25, 'a'],
      [100, 105, 'b'],
    ]);
    expect(runsOfField(undefined)).toEqual([]);
  });

  test('clipped keep their values inside of the window and have none outside', () => {
    fc.assert(
      fc.property(rows, run, (list, window) => {
        const made: ValueRun<string>[] = clipValues(joinedValues(list), window);
        for (let page = 0; page < 50; page++)
          expect(valueAt(made, page)).toBe(page >= window[0] && page < window[1] ? valueAt(list, page) : undefined);
      }),
    );
  });
});
