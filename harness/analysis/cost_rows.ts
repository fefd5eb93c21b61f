import { ratioWord } from '../text/ratio_word.ts';
import type { Operation } from '../types/operation.ts';
import type { Report } from '../types/report.ts';
import { costByOperation } from './relative_cost.ts';

export interface CostRow {
  operation: Operation;
  counter: string;
  reference: number;
  /** In the order of the report's designs without the reference: a ratio with its word. */
  cells: string[];
  /** The largest factor by which a design is away from the reference; infinite for work the reference does not do. */
  spread: number;
}

/** One row per operation and counter, those that differ unless `all`; per operation the largest difference first. */
export function costRowsOf(report: Report, all: boolean): CostRow[] {
  const { reference } = report.header;
  const designs = report.header.designs.map((design) => design.id).filter((id) => id !== reference);
  return costByOperation(report).flatMap(({ operation, byDesign }) => {
    const base = byDesign[reference] ?? {};
    const counters = new Set(Object.values(byDesign).flatMap((counts) => Object.keys(counts)));
    const rows = [...counters].sort().map((counter): CostRow => {
      const expected = base[counter] ?? 0;
      const counts = designs.map((id) => byDesign[id]?.[counter] ?? 0);
      const cells = counts.map((count) => ratioWord(count, expected));
      const spread = Math.max(1, ...counts.map((count) => factor(count, expected)));
      return { operation, counter, reference: expected, cells, spread };
    });
    return rows.filter((row) => all || row.spread > 1).sort((a, b) => compareSpread(b.spread, a.spread));
  });
}

function factor(count: number, reference: number): number {
  if (count === reference) return 1;
  const [small, large] = count < reference ? [count, reference] : [reference, count];
  return small === 0 ? Number.POSITIVE_INFINITY : large / small;
}

/** Infinity minus Infinity is no number. */
function compareSpread(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
