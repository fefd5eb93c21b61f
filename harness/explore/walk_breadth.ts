/**
 * The graph of one design on one machine, the nearest states first: where the walk is cut, every sequence up to a length was
 * made, so that what is told to be the shortest is. It costs going back and forth along the ways to the states.
 */
import type { WalkableMachine } from '../run/walk.ts';
import type { Observation } from '../types/observation.ts';
import type { Letter } from './alphabet.ts';
import { byKind, kernelGone, notOpen, notWalked, type RestKind, restKinds, type StateGraph } from './graph.ts';
import { make, outcomeKey, Pool } from './walk.ts';

export interface BreadthOptions {
  maxStates: number;
  look(machine: WalkableMachine): Record<RestKind, Observation>;
  /** Why to stop, once there is a reason. */
  stop?(): string | undefined;
}

/** Violations are not looked for: what a graph of this kind is for is what is seen. */
export function walkBreadthFirst(
  names: Pick<StateGraph, 'design' | 'machine' | 'alphabet'>,
  machine: WalkableMachine,
  letters: readonly Letter[],
  { maxStates, look, stop }: BreadthOptions,
): StateGraph {
  const width = letters.length;
  const next: number[] = [];
  const outcome: number[] = [];
  const outcomes = new Pool(outcomeKey);
  const seen = byKind(() => new Pool<Observation>(JSON.stringify));
  const looks = byKind((): number[] => []);
  const places = new Map<number, number>();
  /** By state, the moves that lead there from boot. */
  const paths: (readonly number[])[] = [];
  let transitions = 0;
  let cut: string | undefined;

  const enter = (hash: number, path: readonly number[]): number => {
    const state = places.size;
    places.set(hash, state);
    paths.push(path);
    for (let move = 0; move < width; move++) {
      next.push(notWalked);
      outcome.push(-1);
    }
    const view = look(machine);
    for (const kind of restKinds) looks[kind].push(seen[kind].place(view[kind]));
    return state;
  };
  const go = way(machine, letters);

  enter(machine.hash(), []);
  for (let state = 0; state < paths.length && cut === undefined; state++) {
    const path = paths[state]!;
    const mark = go(path);
    cut = stop?.();
    for (let move = 0; move < width && cut === undefined; move++) {
      const at = state * width + move;
      const letter = letters[move]!;
      if (!letter.isOpen(machine)) {
        next[at] = notOpen;
        continue;
      }
      const made = make(machine, letter);
      if (made.died) next[at] = kernelGone;
      else {
        const hash = machine.hash();
        const known = places.get(hash);
        if (known === undefined && places.size >= maxStates) {
          cut = `${maxStates} states`;
          break;
        }
        next[at] = known ?? enter(hash, [...path, move]);
      }
      outcome[at] = outcomes.place(made);
      transitions++;
      machine.rewind(mark);
    }
    // What is left of the level of the state that it was cut in was not made.
    if (cut !== undefined) return done(path.length);
  }
  return done();

  function done(within?: number): StateGraph {
    return {
      ...names,
      moves: letters.map(({ title, steps }) => ({ title, steps })),
      ...(cut === undefined ? {} : { cut, within: within ?? 0 }),
      states: places.size,
      transitions,
      next: Int32Array.from(next),
      outcome: Int32Array.from(outcome),
      outcomes: outcomes.all,
      looks: byKind((kind) => Int32Array.from(looks[kind])),
      seen: byKind((kind) => seen[kind].all),
    };
  }
}

/** Goes to the state at the end of a path, over the place where it leaves the way to the state before. */
function way(machine: WalkableMachine, letters: readonly Letter[]): (path: readonly number[]) => number {
  const marks = [machine.mark()];
  let here: readonly number[] = [];
  return (path) => {
    let shared = 0;
    while (shared < here.length && here[shared] === path[shared]) shared++;
    machine.rewind(marks[shared]!);
    marks.length = shared + 1;
    for (const move of path.slice(shared)) {
      for (const step of letters[move]!.steps) machine.step(step);
      marks.push(machine.mark());
    }
    here = path;
    return marks.at(-1)!;
  };
}
