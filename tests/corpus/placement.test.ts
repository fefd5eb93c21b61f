import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstDimm, firstFit } from '../../harness/corpus/placement.ts';
import { meets, runOf } from '../../harness/types/page_run.ts';

const gibi = 2 ** 30;

describe('a DIMM', () => {
  const machine = { firstHotPfn: 1024, pagesPerSubsection: 512 };
  const taken = fc.array(
    fc
      .tuple(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 1, max: 3 }))
      .map(([at, nr]) => runOf(at * 512, nr * 512)),
    { maxLength: 6 },
  );

  test('lands in the lowest gap that holds it', () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 1, max: 4 }), (runs, units) => {
        const fits = (at: number): boolean => !runs.some((run) => meets(run, runOf(at, units * 512)));
        let lowest = machine.firstHotPfn;
        while (!fits(lowest)) lowest += 512;
        expect(firstFit(runs, units * 512, machine)).toBe(lowest);
      }),
    );
  });

  test('lands on 2 MiB behind one that is no whole number of them', () => {
    expect(firstFit([runOf(1024, 100)], 512, machine)).toBe(1024 + 512);
  });
});

describe('the first DIMM', () => {
  test('lands at 4 GiB, where boot memory ends below it', () => {
    expect(firstDimm(2 * gibi - 2 ** 17, 2 * gibi)).toBe(4 * gibi);
  });

  test('lands on the next gibibyte above RAM that was moved above 4 GiB', () => {
    // 2 GiB of 4 GiB are above 4 GiB; of 66.5 GiB, 64.5 GiB are, and end at 68.5 GiB.
    expect(firstDimm(6 * gibi, 4 * gibi)).toBe(6 * gibi);
    expect(firstDimm(6 * gibi, 66.5 * gibi)).toBe(69 * gibi);
  });
});
