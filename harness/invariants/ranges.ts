/** Sorted, disjoint ranges of pfns, and what invariants ask of them. All of it costs runs, never pages. */
import type { IntervalMap } from '../state/interval_map.ts';

export type Range = readonly [start: number, end: number];

export const pagesIn = (ranges: readonly Range[]): number => ranges.reduce((sum, [start, end]) => sum + end - start, 0);

/** `1048576+512`, as observations write runs. */
export const showRange = ([start, end]: Range): string => `${start}+${end - start}`;

/** Join neighbours; the input is sorted. */
export function joined(ranges: Iterable<Range>): Range[] {
  const result: [number, number][] = [];
  for (const [start, end] of ranges) {
    if (start >= end) continue;
    const last = result[result.length - 1];
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

export function intersect(a: readonly Range[], b: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [aStart, aEnd] = a[i] as Range;
    const [bStart, bEnd] = b[j] as Range;
    const start = Math.max(aStart, bStart);
    const end = Math.min(aEnd, bEnd);
    if (start < end) result.push([start, end]);
    if (aEnd < bEnd) i++;
    else j++;
  }
  return result;
}

/** What of `a` is not in `b`. */
export function minus(a: readonly Range[], b: readonly Range[]): Range[] {
  const result: Range[] = [];
  let j = 0;
  for (const [start, end] of a) {
    let at = start;
    while (j < b.length && (b[j] as Range)[1] <= at) j++;
    for (let i = j; i < b.length && (b[i] as Range)[0] < end; i++) {
      const [from, to] = b[i] as Range;
      if (from > at) result.push([at, from]);
      at = Math.max(at, to);
    }
    if (at < end) result.push([at, end]);
  }
  return result;
}

/** The parts of `ranges` whose value `holds`. */
export function where<T>(map: IntervalMap<T>, ranges: readonly Range[], holds: (value: T) => boolean): Range[] {
  const result: Range[] = [];
  for (const [start, end] of ranges)
    for (const [from, to, value] of map.runs(start, end)) if (holds(value)) result.push([from, to]);
  return joined(result);
}

/** First part of `ranges` whose value `holds`. */
export function firstWhere<T>(
  map: IntervalMap<T>,
  ranges: readonly Range[],
  holds: (value: T) => boolean,
): readonly [start: number, end: number, value: T] | undefined {
  for (const [start, end] of ranges) for (const run of map.runs(start, end)) if (holds(run[2])) return run;
  return undefined;
}
