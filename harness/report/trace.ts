import { createHash } from 'node:crypto';
import type { Fixture, Machine } from '../corpus/types.ts';
import type { Observation } from '../run/observation.ts';
import type { RunResult } from '../run/result.ts';

/** What was seen after every step of one fixture on every design: each state once, as a change of another. */
export interface Trace {
  fixture: string;
  machine: TraceMachine;
  states: TraceState[];
  /** Per design the number of the state after each step. */
  byDesign: Record<string, number[]>;
}

/** What a map of the machine's memory is drawn with. */
export type TraceMachine = Pick<
  Machine,
  'id' | 'title' | 'pageBytes' | 'pagesPerSection' | 'pagesPerBlock' | 'pageblockPages' | 'firstHotPfn'
>;

export interface TraceState {
  /** Number of the state that this one is a change of, always a lower one; -1 for nothing. */
  from: number;
  /** Fields that are new or changed, whole. */
  set: Observation;
  /** Fields that are not there any more. */
  gone?: string[];
}

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
