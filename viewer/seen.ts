import type { PageTrace } from '../harness/render/html/page_trace.ts';
import type { Observation } from '../harness/types/observation.ts';

/** Designs of which everything observed after a step is the same. */
export interface Alike {
  designs: string[];
  /** Number of the state. */
  state: number;
}

/** The designs by what was seen after the step; one whose run had ended before is in none. */
export function seenAlike(trace: PageTrace, designs: readonly string[], step: number): Alike[] {
  const groups = new Map<number, string[]>();
  for (const [index, states] of trace.byDesign.entries()) {
    const state = states[step];
    if (state !== undefined) groups.set(state, [...(groups.get(state) ?? []), designs[index]!]);
  }
  return [...groups].map(([state, ids]) => ({ designs: ids, state }));
}

/** After an oops nothing can be seen of a machine, but for what it had told before. */
export const isGone = (seen: Observation | undefined): boolean => seen?.['zone.start'] === undefined;
