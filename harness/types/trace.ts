import type { Observation } from './observation.ts';
import type { Machine } from './scenario.ts';

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
