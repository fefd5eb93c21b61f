import type { Observation } from './observation.ts';
import type { Machine } from './scenario.ts';

/** What was seen after every step of one fixture on every design, each state once. */
export interface Trace {
  fixture: string;
  machine: TraceMachine;
  states: Observation[];
  /** Per design the number of the state after each step. */
  byDesign: Record<string, number[]>;
}

/** What a map of the machine's memory is drawn with. */
export type TraceMachine = Pick<
  Machine,
  'id' | 'title' | 'pageBytes' | 'pagesPerSection' | 'pagesPerBlock' | 'pageblockPages' | 'firstHotPfn'
>;
