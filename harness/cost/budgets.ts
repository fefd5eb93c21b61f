/** Budgets: no operation may count more of anything than is written down for it. */

import { command } from '../text/command.ts';
import type { CostReport } from './cost_report.ts';
import type { Budgets } from './costs_file.ts';
import { counterInfo } from './counters.ts';

export interface Overrun {
  counter: string;
  operation: string;
  machine: string;
  design: string;
  counted: number;
  budget: number;
  /** Shows the figure again. */
  replay: string;
}

/** Counters worth a budget: a change in one of them is a change of what a design does. */
export const budgetedCounters: readonly string[] = [
  'struct pages initialised',
  'struct pages poisoned',
  'pageblock migratetypes set',
  'pfn_to_online_page',
  'pfn_to_online_page on the slow path',
  'memory block look-ups',
  'section flag writes',
  'span probes',
  'pageblocks probed for contiguous',
  'pages freed to the buddy',
  'pages looked at for isolation',
  'pageblock look-ups on the slow path',
  'notifier calls',
  'lock taken: mem_hotplug_lock',
  'longest hold of mem_hotplug_lock',
];

/** What is counted now, as budgets: the largest count of an operation for all designs, those that do less by name. */
export function budgetsOf(report: CostReport): Budgets {
  const budgets: Budgets = {};
  for (const { machine, operation, byDesign } of report.operations)
    for (const counter of budgetedCounters) {
      const counts = Object.entries(byDesign).map(([design, counted]) => [design, counted[counter] ?? 0] as const);
      if (counts.every(([, counted]) => counted === 0)) continue;
      const most = Math.max(...counts.map(([, counted]) => counted));
      const others = counts.filter(([, counted]) => counted !== most);
      const limit = others.length === 0 ? most : { '*': most, ...Object.fromEntries(others) };
      budgets[machine] ??= {};
      budgets[machine][operation] ??= {};
      budgets[machine][operation][counter] = limit;
    }
  return budgets;
}

/**
 * The largest overruns first. A design without a budget of its own may do as much as the busiest of the others;
 * `wordOf` is how a command line names a design, where that is not its id.
 */
export function overruns(report: CostReport, budgets: Budgets, wordOf = (design: string) => design): Overrun[] {
  const found = report.operations.flatMap(({ machine, operation, byDesign }) =>
    Object.entries(budgets[machine]?.[operation] ?? {}).flatMap(([counter, limit]) =>
      Object.entries(byDesign).flatMap(([design, counts]): Overrun[] => {
        const budget = typeof limit === 'number' ? limit : (limit[design] ?? limit['*']);
        const counted = counts[counter] ?? 0;
        if (budget === undefined || counted <= budget) return [];
        const replay = replayOf(report.base, machine, operation, wordOf(design));
        return [{ counter, operation, machine, design, counted, budget, replay }];
      }),
    ),
  );
  return found.sort((a, b) => excess(b) - excess(a) || (a.counter < b.counter ? -1 : 1));
}

const excess = ({ counted, budget }: Overrun): number => counted / Math.max(1, budget);

const replayOf = (base: string, machine: string, operation: string, design: string): string =>
  command(
    `cost --design ${design}${base === 'linux@5.12' ? '' : ` --base ${base}`} --machine ${machine} --operation '${operation}' --all`,
  );

/** `span probes of offline on 128M, david@v10: 384 sub-sections, 192 over the budget of 192 (2.0x)`. */
export function overrunText({ counter, operation, machine, design, counted, budget, replay }: Overrun): string {
  const unit = counterInfo(counter)?.unit ?? 'units';
  const factor = budget === 0 ? '' : ` (${(counted / budget).toFixed(2)}x)`;
  return `${counter} of ${operation} on ${machine}, ${design}: ${counted} ${unit}, ${counted - budget} over the budget of ${budget}${factor}\n    ${replay}`;
}

/** The worst of each counter and design, and in how many other places it is over. */
export function overrunLines(found: readonly Overrun[]): string[] {
  const worst = new Map<string, { first: Overrun; more: number }>();
  for (const overrun of found) {
    const key = `${overrun.counter}|${overrun.design}`;
    const known = worst.get(key);
    if (known) known.more++;
    else worst.set(key, { first: overrun, more: 0 });
  }
  return [...worst.values()].map(({ first, more }) => {
    const [line, replay] = overrunText(first).split('\n');
    return `${line}${more > 0 ? `, and over in ${more} more places` : ''}\n${replay}`;
  });
}

/** As fixtures/costs.yaml has them: one line per counter. */
export function budgetsYaml(budgets: Budgets): string {
  const quote = (key: string) => (/^[\w@.-][\w@. -]*$/.test(key) ? key : JSON.stringify(key));
  const lines = ['budgets:'];
  for (const [machine, operations] of Object.entries(budgets)) {
    lines.push(`  ${quote(machine)}:`);
    for (const [operation, counters] of Object.entries(operations)) {
      lines.push(`    ${quote(operation)}:`);
      for (const [counter, limit] of Object.entries(counters)) {
        const text = typeof limit === 'number' ? limit : flowMap(limit);
        lines.push(`      ${quote(counter)}: ${text}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

const flowMap = (limits: Record<string, number>): string =>
  `{ ${Object.entries(limits)
    .map(([design, count]) => `${JSON.stringify(design)}: ${count}`)
    .join(', ')} }`;
