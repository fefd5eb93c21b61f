import type { Scalar } from '../../types/observation.ts';
import { intersect, minus, type PageRun, pagesIn } from '../../types/page_run.ts';
import { noRuns, type Runs } from '../runs.ts';

/** All runs of one value, summed up: how many pages, and the range that holds them all. */
export interface ValueSum {
  value: Scalar | undefined;
  pages: number;
  first: number;
  end: number;
}

/**
 * The runs behind a summary, where it leaves only one possibility: a value whose pages fill what is free between its
 * first and its last page. `universe` is sorted. Undefined when any value stays open.
 */
export function solveSummary(rows: ValueSum[], universe: readonly PageRun[]): Runs | undefined {
  const runs = noRuns();
  const open = sumByValue(rows);
  let free = universe;
  while (open.length > 0) {
    const settled = open.findIndex((sum) => pagesIn(intersect(free, [[sum.first, sum.end]])) === sum.pages);
    const sum = open[settled];
    if (sum === undefined) return undefined;
    const ranges = intersect(free, [[sum.first, sum.end]]);
    for (const [start, end] of ranges) runs.set(start, end, sum.value);
    free = minus(free, [[sum.first, sum.end]]);
    open.splice(settled, 1);
  }
  return runs;
}

function sumByValue(rows: ValueSum[]): ValueSum[] {
  const sums = new Map<Scalar | undefined, ValueSum>();
  for (const row of rows) {
    const sum = sums.get(row.value);
    if (sum === undefined) sums.set(row.value, { ...row });
    else {
      sum.pages += row.pages;
      sum.first = Math.min(sum.first, row.first);
      sum.end = Math.max(sum.end, row.end);
    }
  }
  return [...sums.values()];
}
