import { IntervalMap } from '../state/interval_map.ts';
import type { Scalar } from '../types/observation.ts';
import { fieldOfRuns, joinedValues, type PageRun, runsOfField } from '../types/page_run.ts';

/** Runs of pfns or sections with a value; `undefined` is nothing. */
export type Runs = IntervalMap<Scalar | undefined>;

export function noRuns(): Runs {
  return new IntervalMap<Scalar | undefined>(undefined);
}

/** The field of an observation as runs. Keys that are no range are left out. */
export function toRuns(values: Record<string, Scalar>): Runs {
  const runs = noRuns();
  for (const run of runsOfField(values)) runs.set(...run);
  return runs;
}

/** Maximal runs as the field of an observation. */
export const fromRuns = (runs: Runs): Record<string, Scalar> => fieldOfRuns(joinedValues(runs.present()));

/** What lies inside the window, cut to it. */
export function clip(runs: Runs, window: PageRun | undefined): Runs {
  const inside = noRuns();
  if (window === undefined) return inside;
  for (const [start, end, value] of runs.runs(...window)) inside.set(start, end, value);
  return inside;
}
