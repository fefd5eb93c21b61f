/** Walks on several threads, a design on a machine at a time. */
import { Worker } from 'node:worker_threads';
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
  let next = 0;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const take = (): void => {
        if (next === tasks.length || isInterrupted(reins)) {
          resolve();
          return;
        }
        current = next++;
        worker.postMessage(tasks[current]);
      };
      worker.on('error', reject);
      worker.on('message', (message: FromWalker) => {
        if (message.kind === 'progress') onProgress?.(current, message.states, message.transitions, message.frontier);
        else {
          graphs[current] = message.graph;
          onGraph?.(current, message.graph);
          take();
        }
      });
      take();
    });
  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(new URL('./walk_worker.js', import.meta.url), { workerData: reins }),
  );
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return graphs;
}
