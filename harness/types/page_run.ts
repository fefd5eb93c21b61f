/**
 * Runs of pages, or of sections: half-open ranges [start, end) of whole numbers, and their one written form `first+nr`.
 * Lists of runs are sorted and disjoint unless a name says otherwise. All of it costs runs, never pages.
 */

/** The end is excluded; a run without pages is none. */
export type PageRun = readonly [start: number, end: number];

/** A run with the value that all of it has. */
export type ValueRun<T> = readonly [start: number, end: number, value: T];

/** `1572864+512` as a run; undefined when it is not written so. */
export function parseRun(text: string): PageRun | undefined {
  const found = /^(\d+)\+(\d+)$/.exec(text);
  if (found === null) return undefined;
  const first = Number(found[1]);
  return [first, first + Number(found[2])];
}

export const showRun = ([start, end]: readonly [start: number, end: number, ...rest: unknown[]]): string =>
  `${start}+${end - start}`;

/** `nr` pages from `first` on. */
export const runOf = (first: number, nr: number): PageRun => [first, first + nr];

/** How many pages the runs have. */
export const pagesIn = (runs: readonly PageRun[]): number => runs.reduce((sum, [start, end]) => sum + end - start, 0);

/** Whether [start, end) and the other have a page in common. */
export const meets = (one: PageRun, other: PageRun): boolean => Math.max(one[0], other[0]) < Math.min(one[1], other[1]);

/** Whether one of the runs has the page. */
export const covers = (runs: readonly (readonly [number, number, ...unknown[]])[], page: number): boolean =>
  runs.some(([start, end]) => start <= page && page < end);

/** What of the run lies in the window; undefined where nothing does. */
export function clipRun([start, end]: PageRun, window: PageRun): PageRun | undefined {
  const clipped: PageRun = [Math.max(start, window[0]), Math.min(end, window[1])];
  return clipped[0] < clipped[1] ? clipped : undefined;
}

/** Neighbours and what overlaps made one; runs without pages are dropped. The input is sorted, and may overlap. */
export function joined(runs: Iterable<PageRun>): PageRun[] {
  const result: [number, number][] = [];
  for (const [start, end] of runs) {
    if (start >= end) continue;
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/** What is in both. */
export function intersect(a: readonly PageRun[], b: readonly PageRun[]): PageRun[] {
  const result: PageRun[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const both = clipRun(a[i]!, b[j]!);
    if (both) result.push(both);
    if (a[i]![1] < b[j]![1]) i++;
    else j++;
  }
  return result;
}

/** What of `a` is not in `b`. */
export function minus(a: readonly PageRun[], b: readonly PageRun[]): PageRun[] {
  const result: PageRun[] = [];
  let j = 0;
  for (const [start, end] of a) {
    let at = start;
    while (j < b.length && b[j]![1] <= at) j++;
    for (let i = j; i < b.length && b[i]![0] < end; i++) {
      const [from, to] = b[i]!;
      if (from > at) result.push([at, from]);
      at = Math.max(at, to);
    }
    if (at < end) result.push([at, end]);
  }
  return result;
}

/** Neighbours with equal values made one; what has no value, or no pages, is dropped. The input is sorted. */
export function joinedValues<T>(
  rows: Iterable<readonly [start: number, end: number, value: T | undefined]>,
): ValueRun<T>[] {
  const result: [number, number, T][] = [];
  for (const [start, end, value] of rows) {
    if (value === undefined || start >= end) continue;
    const last = result.at(-1);
    if (last?.[1] === start && last[2] === value) last[1] = end;
    else result.push([start, end, value]);
  }
  return result;
}

/** Runs as the field of an observation: `first+nr` -> value. */
export const fieldOfRuns = <T>(runs: Iterable<ValueRun<T>>): Record<string, T> =>
  Object.fromEntries(Array.from(runs, (run) => [showRun(run), run[2]]));

/** The field of an observation as runs, sorted. Keys that are no runs are left out. */
export function runsOfField<T>(values: Readonly<Record<string, T>> = {}): ValueRun<T>[] {
  return Object.entries(values)
    .flatMap(([key, value]): ValueRun<T>[] => {
      const run = parseRun(key);
      return run ? [[...run, value]] : [];
    })
    .sort(([a], [b]) => a - b);
}

/** Runs cut to the window. */
export const clipValues = <T>(runs: readonly ValueRun<T>[], window: PageRun): ValueRun<T>[] =>
  runs.flatMap(([start, end, value]): ValueRun<T>[] => {
    const inside = clipRun([start, end], window);
    return inside ? [[...inside, value]] : [];
  });
