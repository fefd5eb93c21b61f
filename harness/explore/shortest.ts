/** The shortest sequences of moves to the states of a graph: breadth-first over what was recorded. */
import type { StateGraph } from './graph.ts';

export interface ShortestPaths {
  /** Moves from boot to each state. */
  readonly distance: Int32Array;
  /** By state, the transition that its path ends with: at s * moves.length + m; -1 at boot. */
  readonly came: Int32Array;
  /** Places of the moves that lead to a state, from boot on. */
  to(state: number): number[];
}

/** Every state that a walk found is reached. Of sequences of one length the first in the order of the moves is taken. */
export function shortestPaths({ states, moves, next }: Pick<StateGraph, 'states' | 'moves' | 'next'>): ShortestPaths {
  const width = moves.length;
  const distance = new Int32Array(states).fill(-1);
  const came = new Int32Array(states).fill(-1);
  const queue = new Int32Array(states);
  distance[0] = 0;
  let behind = 1;
  for (let at = 0; at < behind; at++) {
    const state = queue[at]!;
    for (let move = 0; move < width; move++) {
      const to = next[state * width + move]!;
      if (to < 0 || distance[to] !== -1) continue;
      distance[to] = distance[state]! + 1;
      came[to] = state * width + move;
      queue[behind++] = to;
    }
  }
  return {
    distance,
    came,
    to(state) {
      const path: number[] = [];
      for (let at = state; came[at]! >= 0; at = Math.floor(came[at]! / width)) path.push(came[at]! % width);
      return path.reverse();
    },
  };
}
