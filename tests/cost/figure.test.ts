import { beforeAll, expect, test } from 'vitest';
import { measureFigure } from '../../harness/cost/figure.ts';
import { figureOperations } from '../../harness/cost/figure_lives.ts';
import type { ReportCost } from '../../harness/types/report.ts';

const probed = 'pageblocks probed for contiguous';
// Two weights that are easily multiplied, and one of a kernel whose weights are not used.
const weights = [
  { counter: 'struct pages initialised', instructions: 10, origin: '' },
  { counter: probed, instructions: 100, origin: '' },
  { counter: probed, kernel: 'debian-6.1', instructions: 1_000_000, origin: '' },
];
let costs: ReportCost[] = [];
beforeAll(() => {
  costs = measureFigure(['unpatched', 'michal@pfn-block'], (design) => `linux@5.12+${design}`, weights);
});
const of = (operation: string, design: string): ReportCost =>
  costs.find((cost) => cost.operation === operation && cost.design === design)!;
const growth = (operation: string, design: string, variable: string) =>
  of(operation, design).grows.find((each) => each.variable === variable)!;

test('every operation is measured on every design', () => {
  expect(costs.map(({ operation, design }) => `${design} ${operation}`)).toEqual(
    ['unpatched', 'michal@pfn-block'].flatMap((design) =>
      figureOperations.map((operation) => `${design} ${operation}`),
    ),
  );
});

test('instructions are counted units times weights', () => {
  // 128 MiB are 32768 struct pages; the zone is looked over once, 3 blocks of 64 pageblocks, a gap, and its first page.
  const { parts, instructions } = of('online', 'unpatched');
  const units = new Map(parts.map(([counter, counted]) => [counter, counted]));
  expect(units.get('struct pages initialised')).toBe(32768);
  expect(instructions).toBe(32768 * 10 + units.get(probed)! * 100);
});

test('a whole life is add, online, offline and remove', () => {
  const parts = ['add', 'online', 'offline', 'remove'].map((each) => of(each, 'michal@pfn-block').instructions);
  expect(of('whole life', 'michal@pfn-block').instructions).toBe(parts.reduce((sum, each) => sum + each));
});

test('a reservation at hot-add looks over all of the boot memory of ZONE_NORMAL', () => {
  // 1 GiB has 512 pageblocks.
  expect(growth('add', 'michal@pfn-block', 'boot memory')).toMatchObject({ perUnit: 512 * 100, by: probed });
});

test('an add without a reservation does not grow with boot memory', () => {
  const { perUnit, by } = growth('add', 'unpatched', 'boot memory');
  expect([perUnit, by]).toEqual([0, undefined]);
});

test('onlining grows with the block by the struct pages of a MiB', () => {
  // 256 struct pages, and two looks at the zone's pageblocks of 2 MiB at the most.
  const { perUnit } = growth('online', 'unpatched', 'the block');
  expect(perUnit).toBeGreaterThanOrEqual(256 * 10);
  expect(perUnit).toBeLessThanOrEqual(256 * 10 + 2 * 100);
});
