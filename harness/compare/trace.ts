import { createHash } from 'node:crypto';
import type { Observation } from '../types/observation.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import type { Trace, TraceState } from '../types/trace.ts';

/** Twelve hexadecimal digits that are equal for equal observations. */
export function seenDigest(observation: Observation): string {
  return createHash('sha1').update(JSON.stringify(observation)).digest('hex').slice(0, 12);
}

export function traceOf(fixture: Fixture, runs: readonly RunResult[]): Trace {
  const { id, title, pageBytes, pagesPerSection, pagesPerBlock, pageblockPages, firstHotPfn } = fixture.machine;
  const machine = { id, title, pageBytes, pagesPerSection, pagesPerBlock, pageblockPages, firstHotPfn };
  const trace: Trace = { fixture: fixture.id, machine, states: [], byDesign: {} };
  const known = new Map<string, number>();
  const observations: Observation[] = [];
  // Step by step, so that a state is told as a change of what the first design showed after the same step.
  for (const run of runs) trace.byDesign[run.design] = [];
  const longest = Math.max(0, ...runs.map((run) => run.steps.length));
  for (let step = 0; step < longest; step++) {
    for (const { design, steps } of runs) {
      const seen = steps[step]?.observation;
      if (seen === undefined) continue;
      const key = JSON.stringify(seen);
      let number = known.get(key);
      if (number === undefined) {
        const leader = Object.values(trace.byDesign)[0]!;
        const own = trace.byDesign[design]!;
        const candidates = [leader.at(-1), own.at(-1)].filter((from) => from !== undefined);
        const changes = candidates.map((from) => changeOf(observations[from]!, seen, from));
        const state = changes.sort((a, b) => sizeOf(a) - sizeOf(b))[0] ?? { from: -1, set: seen };
        number = trace.states.push(state) - 1;
        observations.push(seen);
        known.set(key, number);
      }
      trace.byDesign[design]!.push(number);
    }
  }
  return trace;
}

function changeOf(before: Observation, after: Observation, from: number): TraceState {
  const set: Observation = {};
  for (const [field, values] of Object.entries(after))
    if (JSON.stringify(values) !== JSON.stringify(before[field])) set[field] = values;
  const gone = Object.keys(before).filter((field) => after[field] === undefined);
  return { from, set, ...(gone.length > 0 ? { gone } : {}) };
}

function sizeOf(state: TraceState): number {
  return JSON.stringify(state).length;
}
