/**
 * All that a design does by a bounded alphabet on one machine, as a graph: its states at rest, and what each move leads
 * to. Walked once per design; that two designs are equal, or the shortest sequence that parts them, is read from two graphs
 * without another step of the model.
 */
import type { Observation } from '../types/observation.ts';
import type { Violation } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';

/** One thing that is done to a machine at rest: a letter of the alphabet. */
export interface Move {
  /** `online_kernel d0, vetoed`. */
  title: string;
  /** In the order run; a move that makes something fail also ends the failing. */
  steps: readonly Step[];
}

/** What is seen of a machine at rest; harness/explore/look.ts has the fields of each. */
export const restKinds = ['zones', 'nodes', 'blocks', 'pages', 'sysfs', 'hidden'] as const;
export type RestKind = (typeof restKinds)[number];
/** What is seen while a move is made. */
export const moveKinds = ['return', 'notifier', 'locks', 'death'] as const;
export type MoveKind = (typeof moveKinds)[number];
/** Of what two designs can be seen to differ. */
export const differenceKinds = [...restKinds, ...moveKinds] as const;
export type DifferenceKind = RestKind | MoveKind;

/** One value for each kind. */
export const byKind = <T>(value: (kind: RestKind) => T): Record<RestKind, T> =>
  Object.fromEntries(restKinds.map((kind) => [kind, value(kind)])) as Record<RestKind, T>;

/** What a move did, as far as it is seen from outside. */
export interface MoveOutcome {
  /** Of each step, 0 or a negative errno; up to where the kernel died. */
  rets: readonly number[];
  /** The kernel is gone. */
  died?: { kind: 'oops' | 'stuck'; message: string };
  /** `GOING_ONLINE 1048576+32768 0`, in order. */
  notifier: readonly string[];
  /** Writes and look-ups that were made without the lock that belongs to them, each once. */
  locks: readonly string[];
  violations: readonly Violation[];
}

export interface StateGraph {
  design: string;
  machine: string;
  alphabet: string;
  moves: readonly Move[];
  /** Why it is not all there is: a limit, an interruption. Absent where it is complete. */
  cut?: string;
  /** Where it is cut: every sequence of so many moves was made all the same. */
  within?: number;
  /** Number of states at rest; 0 is the machine after boot. */
  states: number;
  /** Number of moves made. */
  transitions: number;
  /** State that move m leads to from state s, at s * moves.length + m; {@link notOpen}, {@link kernelGone} or {@link notWalked}. */
  next: Int32Array;
  /** Place in {@link outcomes} of what the move did; -1 where it was not made. */
  outcome: Int32Array;
  outcomes: readonly MoveOutcome[];
  /** By state, the place in {@link seen} of what is seen of it. */
  looks: Record<RestKind, Int32Array>;
  seen: Record<RestKind, readonly Observation[]>;
}

/** The move does not apply: there is no such block, or it is online already. */
export const notOpen = -1;
/** The kernel is gone after it. */
export const kernelGone = -2;
/** Not tried, as the walk was cut. */
export const notWalked = -3;
