/** A machine that can be walked to and fro: what a walk over all states needs of it. */
import type { Kernel } from '../kernel/link.ts';
import type { Dimms } from '../run/perform.ts';
import type { Observation } from '../types/observation.ts';
import type { Violation } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';
import type { Outcome } from './graph.ts';

export interface StepSeen {
  /** Of every action; up to where the kernel died. */
  rets: readonly number[];
  died?: Outcome['died'];
  notifier: readonly string[];
  violations: readonly Violation[];
  locks: readonly string[];
}

export interface WalkableMachine {
  readonly k: Kernel;
  readonly dimms: Dimms;
  /** Take one step; all invariants that are asked for look. */
  step(step: Step): StepSeen;
  /** A place to come back to. */
  mark(): number;
  /** Back to it: the state, what the invariants remember, the DIMMs. */
  rewind(to: number): void;
  /** Of all that can make a difference later, the invariants' memory among it. */
  hash(): number | string;
  observe(): Observation;
}
