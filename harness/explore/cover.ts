/** Walks from boot that together make every move of a graph: what to do to a real kernel to see all that a model says. */
import { componentsOf } from './components.ts';
import { kernelGone, type StateGraph } from './graph.ts';

type Moves = Pick<StateGraph, 'states' | 'moves' | 'next'>;

/** Transitions, each at s * moves.length + m of the graph; each begins where the one before ends, the first at boot. */
export type CoverWalk = readonly number[];

/**
 * No way is shorter than it must be for the next fresh move, so that about two moves in three are fresh. What cannot be come
 * back from, such as memory that is added higher than any before, is put off until nothing else is left there. `longest`:
 * moves in a walk; `covered`: transitions that need not be made again. What ends the kernel ends its walk.
 */
export function coverWalks(graph: Moves, longest: number, covered: Iterable<number> = []): CoverWalk[] {
  const left = new Set<number>();
  for (const [at, to] of graph.next.entries()) if (to >= 0 || to === kernelGone) left.add(at);
  for (const at of covered) left.delete(at);
  const component = componentsOf(graph);
  const walks: CoverWalk[] = [];
  while (left.size > 0) {
    const walk: number[] = [];
    for (let state = 0; walk.length < longest && state >= 0; ) {
      const way = wayToFresh(graph, state, left, component);
      if (way === undefined) break;
      for (const at of way) left.delete(at);
      walk.push(...way);
      state = graph.next[walk.at(-1)!]!;
    }
    if (walk.length === 0) break;
    walks.push(walk);
  }
  return walks;
}

/** The moves from a state up to the first one that is left; undefined where none can be reached. */
function wayToFresh(
  { states, moves: { length: width }, next }: Moves,
  state: number,
  left: ReadonlySet<number>,
  component: Int32Array,
): number[] | undefined {
  const came = new Int32Array(states).fill(-1);
  const met = new Uint8Array(states);
  met[state] = 1;
  const queue = [state];
  const back = (at: number): number[] => {
    const way = [at];
    for (let from = Math.floor(at / width); from !== state; from = Math.floor(came[from]! / width))
      way.push(came[from]!);
    return way.reverse();
  };
  /** Of what is met first: to make here and be here again, to go on from here, to leave for good. */
  let best: { at: number; rank: number } | undefined;
  for (const from of queue) {
    const home = component[from] === component[state];
    // What is met later is farther, and at home all is met before what is abroad or not better than it.
    if (best !== undefined && (best.rank < 2 || !home)) break;
    for (let move = 0; move < width; move++) {
      const at = from * width + move;
      const to = next[at]!;
      if (left.has(at)) {
        const stays = to >= 0 && component[to] === component[state];
        const rank = !home ? 3 : to === from ? 0 : stays ? 1 : 2;
        if (best === undefined || rank < best.rank) best = { at, rank };
      }
      if (to < 0 || met[to]) continue;
      met[to] = 1;
      came[to] = at;
      queue.push(to);
    }
  }
  return best && back(best.at);
}
