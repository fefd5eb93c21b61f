/** What the thread of a design from a file is asked for: a graph, as text. */
import type { Answering } from '../run/outside/protocol.ts';
import { writeGraph } from './kept.ts';
import { limitsOf, type Reins } from './limits.ts';
import { type WalkTask, walkOf } from './task.ts';

export interface OutsideWalk {
  task: WalkTask;
  reins: Reins;
}

export const answering: Answering = ({ task, reins }: OutsideWalk, began) => {
  // Every few hundred moves are a part: it may take no longer than a run of a fixture.
  let part = 1;
  began(part);
  return writeGraph(walkOf(task, { stop: limitsOf(reins), onProgress: () => began(++part) }));
};
