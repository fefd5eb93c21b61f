/** Walks on several threads, a design on a machine at a time. */
import { inThreads } from '../run/in_threads.ts';
import type { StateGraph } from './graph.ts';
import { isInterrupted, type Reins } from './limits.ts';
import type { WalkTask } from './task.ts';
import type { FromWalker } from './walk_worker.ts';

export interface WalkWatch {
  /** A walk has come so far. */
  onProgress?(task: number, states: number, transitions: number, frontier: number): void;
  /** A walk has ended; the graph may be cut. */
  onGraph?(task: number, graph: StateGraph): void;
}

/** The graphs in the order of the tasks; none for those that were not begun when somebody interrupted. */
export async function walkInParallel(
  tasks: readonly WalkTask[],
  threads: number,
  reins: Reins,
  { onProgress, onGraph }: WalkWatch = {},
): Promise<(StateGraph | undefined)[]> {
  const graphs: (StateGraph | undefined)[] = tasks.map(() => undefined);
  await inThreads(tasks, {
    worker: new URL('./walk_worker.js', import.meta.url),
    workerData: reins,
    threads,
    stop: () => isInterrupted(reins),
    onMessage(message: FromWalker, at) {
      if (message.kind === 'progress') {
        onProgress?.(at, message.states, message.transitions, message.frontier);
        return false;
      }
      graphs[at] = message.graph;
      onGraph?.(at, message.graph);
      return true;
    },
  });
  return graphs;
}
