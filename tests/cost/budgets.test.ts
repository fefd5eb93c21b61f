import { expect, test } from 'vitest';
import { budgetsOf, budgetsYaml, overruns, overrunText } from '../../harness/cost/budgets.ts';
import { buildCostReport } from '../../harness/cost/cost_report.ts';
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
