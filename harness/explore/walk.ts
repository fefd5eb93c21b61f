/** The graph of one design on one machine: depth-first, stepping back, each move of each state made once. */
import type { WalkableMachine } from '../run/walk.ts';
import type { Observation } from '../types/observation.ts';
import type { Violation } from '../types/result.ts';
import type { Letter } from './alphabet.ts';
import {
  byKind,
  kernelGone,
  type MoveOutcome,
  notOpen,
  notWalked,
  type RestKind,
  restKinds,
  type StateGraph,
} from './graph.ts';

export interface WalkLimits {
  /** No more states than this. */
  maxStates?: number;
  /** Why to stop, once there is a reason; asked every few hundred moves. */
  stop?(): string | undefined;
}

export interface WalkOptions extends WalkLimits {
  /** What is seen of a state at rest; nothing is kept where it is left out. */
  look?(machine: WalkableMachine): Record<RestKind, Observation>;
  /** What else came to light during a step; asked after each. */
  beside?(): Violation[];
  /** Hears of every few hundred moves: states found, moves made, states with moves yet to make. */
  onProgress?(states: number, transitions: number, frontier: number): void;
}

/** How many moves are made between two looks at limits. */
const breath = 256;

/** Values by the place of the first equal one. */
export class Pool<T> {
  readonly all: T[] = [];
  readonly #places = new Map<string, number>();
  readonly #keyOf: (value: T) => string;

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  place(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.all.length);
    return this.all.push(value) - 1;
  }
}

/** Made of less than JSON would be, once a transition. */
export function outcomeKey({ rets, died, notifier, locks, violations }: MoveOutcome): string {
  let key = `${rets.join()} ${died?.message} ${notifier.join()} ${locks.join()}`;
  for (const { invariant, class: worst, step, message, where } of violations)
    key += `\n${invariant} ${worst} ${step} ${message} ${where}`;
  return key;
}

/** A table of numbers that grows by rows. */
class Rows {
  data: Int32Array;
  readonly #width: number;
  readonly #empty: number;

  constructor(width: number, empty: number) {
    this.#width = width;
    this.#empty = empty;
    this.data = new Int32Array(width * 64).fill(empty);
  }

  makeRoom(row: number): void {
    if ((row + 1) * this.#width <= this.data.length) return;
    const larger = new Int32Array(this.data.length * 2).fill(this.#empty);
    larger.set(this.data);
    this.data = larger;
  }

  of(rows: number): Int32Array {
    return this.data.slice(0, rows * this.#width);
  }
}

interface Frame {
  state: number;
  mark: number;
  move: number;
}

export function walk(
  names: Pick<StateGraph, 'design' | 'machine' | 'alphabet'>,
  machine: WalkableMachine,
  letters: readonly Letter[],
  options: WalkOptions = {},
): StateGraph {
  const { maxStates = Number.POSITIVE_INFINITY, stop, look, beside, onProgress } = options;
  const width = letters.length;
  const next = new Rows(width, notWalked);
  const outcome = new Rows(width, -1);
  const outcomes = new Pool(outcomeKey);
  const seen = byKind(() => new Pool<Observation>(JSON.stringify));
  const looks = byKind(() => new Rows(1, -1));
  const places = new Map<number, number>();
  /** What is wrong with a state at rest. */
  const wrong: (readonly Violation[])[] = [];
  const stack: Frame[] = [];
  let transitions = 0;
  let cut: string | undefined;

  const enter = (hash: number): number => {
    const state = places.size;
    places.set(hash, state);
    wrong.push(machine.restViolations());
    next.makeRoom(state);
    outcome.makeRoom(state);
    const view = look?.(machine);
    if (view)
      for (const kind of restKinds) {
        looks[kind].makeRoom(state);
        looks[kind].data[state] = seen[kind].place(view[kind]);
      }
    stack.push({ state, mark: machine.mark(), move: 0 });
    return state;
  };

  enter(machine.hash());
  for (;;) {
    const frame = stack.at(-1);
    if (frame === undefined) break;
    if (frame.move === width) {
      stack.pop();
      const below = stack.at(-1);
      if (below) machine.rewind(below.mark);
      continue;
    }
    if (transitions % breath === 0 && transitions > 0) {
      onProgress?.(places.size, transitions, stack.length);
      cut ??= stop?.();
      if (cut !== undefined) break;
    }
    const at = frame.state * width + frame.move;
    const letter = letters[frame.move++]!;
    if (!letter.isOpen(machine)) {
      next.data[at] = notOpen;
      continue;
    }
    const result = make(machine, letter, beside);
    if (result.died) {
      transitions++;
      outcome.data[at] = outcomes.place(result);
      next.data[at] = kernelGone;
      machine.rewind(frame.mark);
      continue;
    }
    const hash = machine.hash();
    const known = places.get(hash);
    if (known === undefined && places.size >= maxStates) {
      cut = `${maxStates} states`;
      break;
    }
    transitions++;
    const to = known ?? enter(hash);
    next.data[at] = to;
    outcome.data[at] = outcomes.place(withRest(result, wrong[frame.state]!, wrong[to]!, letter));
    if (known !== undefined) machine.rewind(frame.mark);
  }
  const states = places.size;
  onProgress?.(states, transitions, stack.length);
  return {
    ...names,
    moves: letters.map(({ title, steps }) => ({ title, steps })),
    ...(cut === undefined ? {} : { cut }),
    states,
    transitions,
    next: next.of(states),
    outcome: outcome.of(states),
    outcomes: outcomes.all,
    looks: byKind((kind) => (look ? looks[kind].of(states) : new Int32Array())),
    seen: byKind((kind) => seen[kind].all),
  };
}

/** With what is wrong with the machine after the move and was not before it. */
function withRest(
  result: MoveOutcome,
  before: readonly Violation[],
  after: readonly Violation[],
  { steps }: Letter,
): MoveOutcome {
  const fresh = after.filter(
    ({ invariant, class: worst }) => !before.some((each) => each.invariant === invariant && each.class === worst),
  );
  if (fresh.length === 0) return result;
  const step = steps.length - 1;
  return { ...result, violations: [...result.violations, ...fresh.map((each) => ({ ...each, step }))] };
}

/** All steps of a move, up to where the kernel dies. */
export function make(machine: WalkableMachine, { steps }: Letter, beside?: WalkOptions['beside']): MoveOutcome {
  const rets: number[] = [];
  const notifier: string[] = [];
  const locks: string[] = [];
  const violations: MoveOutcome['violations'][number][] = [];
  for (const [index, step] of steps.entries()) {
    const result = machine.step(step);
    rets.push(...result.rets);
    notifier.push(...result.notifier);
    locks.push(...result.locks);
    for (const each of [...result.violations, ...(beside?.() ?? [])])
      violations.push(index === 0 ? each : { ...each, step: index });
    if (result.died) return { rets, died: result.died, notifier, locks, violations };
  }
  return { rets, notifier, locks, violations };
}
