import { expect, test } from 'vitest';
import { budgetsOf, budgetsYaml, overrunLines, overruns, overrunText } from '../../harness/cost/budgets.ts';
import { buildCostReport, type CostReport } from '../../harness/cost/cost_report.ts';
import { parseCosts, readCosts } from '../../harness/cost/costs_file.ts';
import { listDesigns } from '../../harness/run/designs.ts';
import { probesTwice } from './slow_design.ts';

const designs = listDesigns()
  .filter((design) => design.isDefault)
  .map((design) => design.id);
const options = { base: 'linux@5.12', baseline: 'unpatched', designs, growth: false };
const report = buildCostReport(options);

test('the committed budgets hold', () => {
  expect(overruns(report, readCosts().budgets)).toEqual([]);
});

test('a design that probes a zone twice is named with counter, operation, excess and replay command', () => {
  const slow = buildCostReport({ ...options, patches: { 'david@v10': [probesTwice] } });
  const found = overruns(slow, readCosts().budgets);
  expect([...new Set(found.map(({ design }) => design))]).toEqual(['david@v10']);
  const probes = found.filter(({ counter }) => counter === 'span probes');
  expect(probes.map(({ operation }) => operation)).toContain('offline');
  expect(probes.every(({ counted, budget }) => counted === 2 * budget)).toBe(true);
  const text = overrunText(probes.find(({ operation, machine }) => operation === 'offline' && machine === '128M')!);
  expect(text).toMatch(
    /^span probes of offline on 128M, david@v10: \d+ sub-sections, \d+ over the budget of \d+ \(2\.00x\)/,
  );
  expect(text).toContain("cost --design david@v10 --machine 128M --operation 'offline' --all");
});

test('a design without a budget of its own is held to that of the others', () => {
  const newcomer = {
    ...report,
    operations: report.operations.map((cost) => ({ ...cost, byDesign: { new: cost.byDesign['oscar@v5']! } })),
  };
  const budgets = { '128M': { offline: { 'span probes': { '*': 0 } } } };
  expect(overruns(newcomer, budgets).map(({ design, counter }) => [design, counter])).toEqual([['new', 'span probes']]);
});

test('what is counted now, written as YAML and read back, is the same budget', () => {
  const budgets = budgetsOf(report);
  expect(parseCosts(`${budgetsYaml(budgets)}weights: []\n`, 'costs.yaml').budgets).toEqual(budgets);
});

test('a budget that is no number is refused with its place', () => {
  const text = 'budgets:\n  128M:\n    offline:\n      span probes: many\nweights: []\n';
  expect(() => parseCosts(text, 'costs.yaml')).toThrow(/costs\.yaml:4:/);
});

/** Two machines on which `offline` counts these span probes. */
const counting = (here: Record<string, number>, there: Record<string, number> = {}): CostReport => {
  const byDesign = (counts: Record<string, number>) =>
    Object.fromEntries(Object.entries(counts).map(([design, count]) => [design, { 'span probes': count }]));
  return {
    base: 'linux@5.12',
    baseline: 'a',
    designs: [],
    growth: [],
    operations: [
      { operation: 'offline', machine: 'small', byDesign: byDesign(here) },
      { operation: 'offline', machine: 'large', byDesign: byDesign(there) },
    ],
  };
};
const budgetOf = (limit: number | Record<string, number>) => ({
  small: { offline: { 'span probes': limit } },
  large: { offline: { 'span probes': limit } },
});
const found = (of: CostReport, limit: number | Record<string, number>) =>
  overruns(of, budgetOf(limit)).map(({ machine, design, counted, budget }) => [machine, design, counted, budget]);

test('as much as the budget is within it, one more is not', () => {
  expect(found(counting({ a: 10 }), 10)).toEqual([]);
  expect(found(counting({ a: 11 }), 10)).toEqual([['small', 'a', 11, 10]]);
});

test('a design is held to its own budget, the others to that of all', () => {
  expect(found(counting({ a: 7, b: 7 }), { '*': 9, b: 5 })).toEqual([['small', 'b', 7, 5]]);
});

test('a design that no budget is for is over none', () => {
  expect(found(counting({ a: 7 }), { b: 5 })).toEqual([]);
});

test('the largest excess comes first, by the factor', () => {
  // 30 of 10 is three times as much, 4 of 1 four times.
  expect(found(counting({ a: 30, b: 4 }), { a: 10, b: 1 }).map(([, design]) => design)).toEqual(['b', 'a']);
});

test('a counter that is over in several places is told once for a design, with the worst of them', () => {
  const lines = overrunLines(overruns(counting({ a: 20, b: 11 }, { a: 30 }), budgetOf(10)));
  expect(lines.map((line) => line.split('\n')[0])).toEqual([
    'span probes of offline on large, a: 30 sub-sections, 20 over the budget of 10 (3.00x), and over in 1 more places',
    'span probes of offline on small, b: 11 sub-sections, 1 over the budget of 10 (1.10x)',
  ]);
});

test('of a budget of nothing there is no multiple', () => {
  const [overrun] = overruns(counting({ a: 3 }), budgetOf(0));
  expect(overrunText(overrun!)).toMatch(
    /^span probes of offline on small, a: 3 sub-sections, 3 over the budget of 0\n/,
  );
});

test('the command that shows it again names another base, and the design as a command line does', () => {
  const [overrun] = overruns({ ...counting({ a: 3 }), base: 'linux@6.1' }, budgetOf(0), (id) => `./${id}.ts`);
  expect(overrun!.replay).toBe(
    "npx mhp-compare cost --design ./a.ts --base linux@6.1 --machine small --operation 'offline' --all",
  );
});

test('a budget is one number where all designs count the same, else the most, and what others count by name', () => {
  expect(budgetsOf(counting({ a: 5, b: 5 }))).toEqual({ small: { offline: { 'span probes': 5 } } });
  expect(budgetsOf(counting({ a: 5, b: 8, c: 8, d: 0 }))).toEqual({
    small: { offline: { 'span probes': { '*': 8, a: 5, d: 0 } } },
  });
});

test('what nobody counts has no budget', () => {
  expect(budgetsOf(counting({ a: 0, b: 0 }))).toEqual({});
});
