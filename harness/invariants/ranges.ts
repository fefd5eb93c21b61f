/** Where an attribute of pages has a value that an invariant looks for. All of it costs runs, never pages. */
import type { IntervalMap } from '../state/interval_map.ts';
import { joined, type PageRun, type ValueRun } from '../types/page_run.ts';

/** The parts of `ranges` whose value `holds`. */
export function where<T>(map: IntervalMap<T>, ranges: readonly PageRun[], holds: (value: T) => boolean): PageRun[] {
  const result: PageRun[] = [];
  for (const [start, end] of ranges)
    for (const [from, to, value] of map.runs(start, end)) if (holds(value)) result.push([from, to]);
  return joined(result);
}

/** First part of `ranges` whose value `holds`. */
export function firstWhere<T>(
  map: IntervalMap<T>,
  ranges: readonly PageRun[],
  holds: (value: T) => boolean,
): ValueRun<T> | undefined {
  for (const [start, end] of ranges) for (const run of map.runs(start, end)) if (holds(run[2])) return run;
  return undefined;
}
