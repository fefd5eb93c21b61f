import { IntervalMap } from '../state/interval_map.ts';
import type { Scalar } from '../types/observation.ts';
import type { PfnRange } from '../types/scenario.ts';

/** Runs of pfns or sections with a value; `undefined` is nothing. */
export type Runs = IntervalMap<Scalar | undefined>;

export function noRuns(): Runs {
  return new IntervalMap<Scalar | undefined>(undefined);
}

/** `1572864+512` as a range; undefined when it is not written so. */
export function parseRange(text: string): PfnRange | undefined {
  const found = /^(\d+)\+(\d+)$/.exec(text);
  if (found === null) return undefined;
  const first = Number(found[1]);
  return [first, first + Number(found[2])];
}

export function formatRange([start, end]: PfnRange): string {
  return `${start}+${end - start}`;
}

/** The field of an observation as runs. Keys that are no range are left out. */
export function toRuns(values: Record<string, Scalar>): Runs {
  const runs = noRuns();
  for (const [key, value] of Object.entries(values)) {
    const range = parseRange(key);
    if (range !== undefined) runs.set(range[0], range[1], value);
  }
  return runs;
}

/** Maximal runs as the field of an observation. */
export function fromRuns(runs: Runs): Record<string, Scalar> {
  const values: Record<string, Scalar> = {};
  for (const [start, end, value] of runs.present()) {
    if (value !== undefined) values[formatRange([start, end])] = value;
  }
  return values;
}

/** What lies inside the window, cut to it. */
export function clip(runs: Runs, window: PfnRange | undefined): Runs {
  const inside = noRuns();
  if (window === undefined) return inside;
  for (const [start, end, value] of runs.runs(...window)) inside.set(start, end, value);
  return inside;
}

/** Sum of the lengths of disjoint ranges. */
export function sizeOf(ranges: PfnRange[]): number {
  return ranges.reduce((sum, [start, end]) => sum + end - start, 0);
}
