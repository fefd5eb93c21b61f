/**
 * Runs of a design that is not ours are counted, so that one which does not end can be named, and left out when the
 * search for causes begins again. The count is the same each time, as nothing that is drawn or timed is in the search.
 */
let count = 0;
let began: ((experiment: number) => void) | undefined;
let left: ReadonlySet<number> = new Set();

/** Counts from 1 on; `skip` are left out. */
export function countExperiments(report: (experiment: number) => void, skip: readonly number[]): void {
  count = 0;
  began = report;
  left = new Set(skip);
}

/** False where the next run is to be left out. */
export function beginExperiment(): boolean {
  if (began === undefined) return true;
  count++;
  began(count);
  return !left.has(count);
}
