import { ratioWord } from '../text/ratio_word.ts';
import { type Operation, operations } from '../types/operation.ts';
import type { Counters } from '../types/result.ts';
import { isKernel, kernelIds } from './kernels.ts';
import type { IndexedReport } from './report_index.ts';

/** Counted work of one operation, summed over the same steps for every design. */
export interface OperationWork {
  operation: Operation;
  /** How many steps were summed: those that succeed on every design compared. */
  steps: number;
  byDesign: Record<string, Counters>;
}

/** One counter of an operation. */
export interface WorkRow {
  operation: Operation;
  counter: string;
  reference: number;
  /** In the order of the report's designs without the reference: a ratio with its word. */
  cells: string[];
  /** The largest factor by which a design is away from the reference, 1 where none is; infinite for work the reference does not do. */
  spread: number;
}

/**
 * Per operation, over the steps of fixtures with the feature on that returned 0 everywhere: a step that fails on one
 * design says nothing about what the operation costs on the others.
 */
export function workByOperation({ header, fixtures, ofFixture }: IndexedReport): OperationWork[] {
  const work = operations.map((operation): OperationWork => {
    return { operation, steps: 0, byDesign: Object.fromEntries(header.designs.map(({ id }) => [id, {}])) };
  });
  const kernels = kernelIds(header);
  for (const fixture of fixtures) {
    if (!fixture.featureOn) continue;
    const results = (ofFixture.get(fixture.fixture) ?? []).filter(({ design }) => !kernels.has(design));
    for (const [index, step] of fixture.steps.entries()) {
      const sum = work.find(({ operation }) => operation === operationOf(step.op));
      if (sum === undefined || !results.every((result) => result.steps[index]?.ret === 0)) continue;
      sum.steps++;
      for (const result of results) addStep(sum.byDesign[result.design]!, result.steps[index]!.cost);
    }
  }
  return work.filter(({ steps }) => steps > 0);
}

function operationOf(op: string): string {
  if (op.startsWith('online')) return 'online';
  return op === 'remove_memory' ? 'remove' : op;
}

/** Counters that tell a longest stretch are no amounts: of several steps the longest counts. */
function addStep(sum: Counters, cost: Counters): void {
  for (const [counter, count] of Object.entries(cost)) {
    const before = sum[counter] ?? 0;
    sum[counter] = counter.startsWith('longest ') ? Math.max(before, count) : before + count;
  }
}

/** One row per operation and counter; per operation the largest difference first. */
export function workRowsOf({ header }: IndexedReport, work: readonly OperationWork[]): WorkRow[] {
  const designs = header.designs.filter(({ id }) => id !== header.reference);
  return work.flatMap(({ operation, byDesign }) => {
    const base = byDesign[header.reference] ?? {};
    const counters = new Set(Object.values(byDesign).flatMap((counts) => Object.keys(counts)));
    const rows = [...counters].sort().map((counter): WorkRow => {
      const expected = base[counter] ?? 0;
      const counts = designs.map((each) => (isKernel(each) ? null : (byDesign[each.id]?.[counter] ?? 0)));
      const cells = counts.map((count) => (count === null ? 'not counted' : ratioWord(count, expected)));
      const spread = Math.max(1, ...counts.map((count) => (count === null ? 1 : factor(count, expected))));
      return { operation, counter, reference: expected, cells, spread };
    });
    // Infinity minus Infinity is no number.
    return rows.sort((a, b) => (a.spread === b.spread ? 0 : b.spread - a.spread));
  });
}

function factor(count: number, reference: number): number {
  if (count === reference) return 1;
  return Math.max(count, reference) / Math.min(count, reference);
}
