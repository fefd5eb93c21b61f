/** Which states of a graph can be come back to. */
import type { StateGraph } from './graph.ts';

/** By state, a number that two states share when there is a way from each to the other. */
export function componentsOf({ states, moves, next }: Pick<StateGraph, 'states' | 'moves' | 'next'>): Int32Array {
  const width = moves.length;
  const back: number[][] = Array.from({ length: states }, () => []);
  for (const [at, to] of next.entries()) if (to >= 0) back[to]!.push(Math.floor(at / width));
  const component = new Int32Array(states).fill(-1);
  let number = 0;
  // The last that is left of a search forwards is the first to be searched backwards from: Kosaraju's two passes.
  for (const state of leftLast(states, width, next).reverse()) {
    if (component[state] !== -1) continue;
    component[state] = number;
    const open = [state];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const from of back[at]!)
        if (component[from] === -1) {
          component[from] = number;
          open.push(from);
        }
    number++;
  }
  return component;
}

/** States in the order in which a depth-first search leaves them. */
function leftLast(states: number, width: number, next: Int32Array): number[] {
  const order: number[] = [];
  const entered = new Uint8Array(states);
  for (let first = 0; first < states; first++) {
    if (entered[first]) continue;
    entered[first] = 1;
    const stack = [{ state: first, move: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.move === width) {
        order.push(top.state);
        stack.pop();
        continue;
      }
      const to = next[top.state * width + top.move++]!;
      if (to < 0 || entered[to]) continue;
      entered[to] = 1;
      stack.push({ state: to, move: 0 });
    }
  }
  return order;
}
