import { type Operation, operations } from '../types/operation.ts';
import type { Report } from '../types/report.ts';
import type { Counters } from '../types/result.ts';

export interface OperationCost {
  operation: Operation;
  /** How many steps were summed: those that succeed on every design compared. */
  steps: number;
  byDesign: Record<string, Counters>;
}

/**
 * Counted work per operation, summed over the same steps for every design: those of fixtures with the feature on that
 * returned 0 everywhere. A step that fails on one design says nothing about what the operation costs on the others.
 * `only`: one counter is summed instead of all.
 */
export function costByOperation(report: Report, only?: string): OperationCost[] {
  const designs = report.header.designs.map((design) => design.id);
  const costs = operations.map((operation): OperationCost => {
    return { operation, steps: 0, byDesign: Object.fromEntries(designs.map((id) => [id, {}])) };
  });
  for (const fixture of report.fixtures) {
    if (!fixture.featureOn) continue;
    const results = report.results.filter((result) => result.fixture === fixture.fixture);
    for (const [index, step] of fixture.steps.entries()) {
      const cost = costs.find((candidate) => candidate.operation === operationOf(step.op));
      if (cost === undefined || !results.every((result) => result.steps[index]?.ret === 0)) continue;
      cost.steps++;
      for (const result of results) addStep(cost.byDesign[result.design]!, result.steps[index]!.cost, only);
    }
  }
  return costs.filter((cost) => cost.steps > 0);
}

function operationOf(op: string): string {
  if (op.startsWith('online')) return 'online';
  return op === 'remove_memory' ? 'remove' : op;
}

/** Counters that tell a longest stretch are no amounts: of several steps the longest counts. */
function addStep(sum: Counters, cost: Counters, only: string | undefined): void {
  for (const counter of only === undefined ? Object.keys(cost) : [only]) {
    const count = cost[counter] ?? 0;
    const before = sum[counter] ?? 0;
    sum[counter] = counter.startsWith('longest ') ? Math.max(before, count) : before + count;
  }
}
