/** A thread that walks, one task at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { StateGraph } from './graph.ts';
import { limitsOf, type Reins } from './limits.ts';
import { type WalkTask, walkOf } from './task.ts';

export type FromWalker =
  | { kind: 'progress'; states: number; transitions: number; frontier: number }
  | { kind: 'done'; graph: StateGraph };

const reins = workerData as Reins;
const tell = (message: FromWalker, transferred: ArrayBuffer[] = []): void =>
  parentPort!.postMessage(message, transferred);

parentPort!.on('message', (task: WalkTask) => {
  const graph = walkOf(task, {
    stop: limitsOf(reins),
    onProgress: (states, transitions, frontier) => tell({ kind: 'progress', states, transitions, frontier }),
  });
  const arrays = [graph.next, graph.outcome, ...Object.values(graph.looks)];
  tell(
    { kind: 'done', graph },
    arrays.map(({ buffer }) => buffer as ArrayBuffer),
  );
});
