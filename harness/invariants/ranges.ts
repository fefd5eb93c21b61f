/** Where an attribute of pages has a value that an invariant looks for. All of it costs runs, never pages. */
import type { IntervalMap } from '../state/interval_map.ts';
import type { PageRun, ValueRun } from '../types/page_run.ts';

/** The parts of `ranges` whose value `holds`. */
export function where<T>(map: IntervalMap<T>, ranges: readonly PageRun[], holds: (value: T) => boolean): PageRun[] {
  const result: [number, number][] = [];
  let last: [number, number] | undefined;
  const look = (from: number, to: number, value: T): boolean => {
    if (!holds(value)) return false;
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else {
      last = [from, to];
      result.push(last);
    }
    return false;
  };
  for (const [start, end] of ranges) map.visit(start, end, look);
  return result;
}

/** First part of `ranges` whose value `holds`. */
export function firstWhere<T>(
  map: IntervalMap<T>,
  ranges: readonly PageRun[],
  holds: (value: T) => boolean,
): ValueRun<T> | undefined {
  let found: ValueRun<T> | undefined;
  const look = (from: number, to: number, value: T): boolean => {
    if (!holds(value)) return false;
    found = [from, to, value];
    return true;
  };
  for (const [start, end] of ranges) {
    map.visit(start, end, look);
    if (found) return found;
  }
  return undefined;
}
