import { beforeAll, describe, expect, test } from 'vitest';
import { blockNumbers, type Growth, measureGrowth, sentenceOf } from '../../harness/cost/growth.ts';
import { growthGroups } from '../../harness/cost/growth_lines.ts';
import { probesTwice } from './slow_design.ts';

describe('of two designs', () => {
  let growth: Growth[] = [];
  beforeAll(() => {
    growth = measureGrowth(['oscar@v5', 'michal@mark-section-online'], (design) => `linux@5.12+${design}`);
  });
  const law = (operation: string, counter: string, design: string, variable: string) =>
    growth.find(
      (each) =>
        each.operation === operation &&
        each.counter === counter &&
        each.design === design &&
        each.variable === variable,
    );

  test('struct pages initialised grow with the block and not with the number of blocks', () => {
    expect(law('online_movable', 'struct pages initialised', 'oscar@v5', 'block size')).toMatchObject({
      exponent: 1,
      r2: 1,
    });
    expect(law('online_movable', 'struct pages initialised', 'oscar@v5', 'number of blocks')).toMatchObject({
      exponent: 0,
    });
  });

  test('looking for a contiguous zone grows with its blocks, unless the first foreign pageblock ends it', () => {
    const counter = 'pageblocks probed for contiguous';
    const [name, last] = ['number of blocks', blockNumbers[blockNumbers.length - 1]!];
    expect(law('online_movable', counter, 'oscar@v5', name)!.exponent).toBeCloseTo(1, 1);
    expect(law('online_movable', counter, 'oscar@v5', name)!.to).toBeGreaterThan(last * 64);
    expect(law('online_movable', counter, 'michal@mark-section-online', name)!.exponent).toBe(0);
  });

  test('every law has a sentence that names design, operation, counter and variable', () => {
    for (const each of growth) {
      expect(each.sentence).toBe(sentenceOf(each));
      for (const part of [each.design, each.counter, each.variable]) expect(each.sentence).toContain(part);
    }
  });

  test('only laws in which designs differ are shown unless all are asked for', () => {
    expect(growthGroups(growth, false).length).toBeLessThan(growthGroups(growth, true).length);
    expect(growthGroups(growth, false).every(({ laws }) => laws.length > 1)).toBe(true);
  });

  test('a slower design has another factor and the same exponent', () => {
    const slow = measureGrowth(['oscar@v5'], (design) => `linux@5.12+${design}`, { patches: [probesTwice] });
    const before = law('failed online', 'span probes', 'oscar@v5', 'block size')!;
    const after = slow.find(
      (each) => each.operation === 'failed online' && each.counter === 'span probes' && each.variable === 'block size',
    )!;
    expect(after.to).toBe(2 * before.to);
    expect(after.exponent).toBe(before.exponent);
  });
});
