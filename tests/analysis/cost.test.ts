import { expect, test } from 'vitest';
import { costOf } from '../../harness/analysis/cost.ts';
import type { CostGrowth, ReportCost, ReportDesign } from '../../harness/types/report.ts';

const design = (id: string): ReportDesign => ({ id, title: id, provenance: 'posted', source: {}, touches: [] });
const header = { designs: ['unpatched', 'a@v1', 'b@v1'].map(design), reference: 'unpatched' };

const grows = (perUnit: number): CostGrowth => ({
  variable: 'boot memory',
  unit: 'GiB',
  points: [
    [2, 1000],
    [12, 1000 + 10 * perUnit],
  ],
  perUnit,
  ...(perUnit > 0 ? { by: 'probes' } : {}),
});

function cost(operation: string, of: string, instructions: number, more: Partial<ReportCost> = {}): ReportCost {
  const parts: ReportCost['parts'] = [['pages', instructions / 10, instructions]];
  return { operation, design: of, instructions, parts, longestHold: 100, withoutLock: 0, grows: [], ...more };
}

const life = (...instructions: [number, number, number]): ReportCost[] =>
  instructions.map((each, at) => cost('whole life', header.designs[at]!.id, each));

test('without figures there is no cost', () => {
  expect(costOf(header, [])).toBeUndefined();
});

test('one line holds the whole life of each design against the reference', () => {
  expect(costOf(header, life(1000, 980, 1030))!.line).toBe(
    "Cost of a block's whole life, predicted instructions against unpatched: a@v1 0.98, b@v1 1.03.",
  );
});

test('the line names who works without the lock', () => {
  const costs = life(1000, 1000, 1000);
  costs[2]!.withoutLock = 7;
  const { line, facts } = costOf(header, costs)!;
  expect(line).toContain('b@v1 1.00 (partly without mem_hotplug_lock).');
  expect(facts).toEqual([
    "Of a block's whole life b@v1 does 7 units of work without mem_hotplug_lock that belong under it.",
  ]);
});

test('operations that grow alike in the same designs are one sentence', () => {
  const costs = ['add', 'remove'].flatMap((operation) => [
    cost(operation, 'unpatched', 1000, { grows: [grows(0)] }),
    cost(operation, 'a@v1', 1000, { grows: [grows(0)] }),
    cost(operation, 'b@v1', 1000, { grows: [grows(500)] }),
  ]);
  expect(costOf(header, costs)!.facts).toEqual([
    'Add and remove grow with boot memory in b@v1: 500 instructions a GiB, in unpatched not at all (probes).',
  ]);
});

test('growth beside that of the reference is told as a factor', () => {
  const costs = [
    cost('online', 'unpatched', 1000, { grows: [grows(100)] }),
    cost('online', 'a@v1', 1000, { grows: [grows(200)] }),
  ];
  expect(costOf(header, costs)!.facts).toEqual([
    'Online grows with boot memory in a@v1: 200 instructions a GiB, 2.00 times as fast as in unpatched (probes).',
  ]);
});

test('growth that makes less than two percent is not told', () => {
  const costs = [
    cost('online', 'unpatched', 1000, { grows: [grows(100)] }),
    cost('online', 'a@v1', 1000, { grows: [grows(101)] }),
  ];
  expect(costOf(header, costs)!.facts).toEqual([]);
});

test('an operation far from the reference is told with the counter behind it', () => {
  const costs = [cost('walk', 'unpatched', 1000), cost('walk', 'a@v1', 3000), cost('walk', 'b@v1', 1100)];
  expect(costOf(header, costs)!.facts).toEqual([
    'Walk costs a@v1 3.00 of what it costs unpatched (pages 300 against 100).',
  ]);
});

test('the hold of the lock is held against that of the reference', () => {
  const costs = [cost('add', 'unpatched', 1000), cost('add', 'a@v1', 1000, { longestHold: 542 })];
  expect(costOf(header, costs)!.operations[0]!.designs.map(({ hold }) => hold)).toEqual([1, 5.42]);
});
