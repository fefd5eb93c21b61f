import type { Observation } from './observation.ts';
import type { TraceState } from './trace.ts';

/** The observations that a trace holds, by number. Runs in a page too: no Node in here. Throws for a broken chain. */
export function statesOf(states: readonly TraceState[]): Observation[] {
  const observations: Observation[] = [];
  for (const { from, set, gone } of states) {
    const before = from === -1 ? {} : observations[from];
    if (before === undefined) throw new RangeError(`state ${observations.length} is a change of ${from}`);
    const kept = Object.entries(before).filter(([field]) => !gone?.includes(field));
    observations.push({ ...Object.fromEntries(kept), ...set });
  }
  return observations;
}
