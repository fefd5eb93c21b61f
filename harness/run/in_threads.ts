/** Tasks on several threads of one kind, each taking the next one when it has done the last. */
import { Worker } from 'node:worker_threads';

export interface Threads<T, M> {
  /** The module that the threads run. */
  worker: URL;
  /** How many there are at most. */
  threads: number;
  workerData?: unknown;
  /** Asked before each task: whether no more are to be begun. */
  stop?(): boolean;
  /** Hears what a thread says of the task at a place of the list; true where that was the last of it. */
  onMessage(message: M, at: number, task: T): boolean;
}

/** The tasks are begun in order. Errors: what a thread throws; then the others are ended too. */
export async function inThreads<T, M>(
  tasks: readonly T[],
  { worker, threads, workerData, stop, onMessage }: Threads<T, M>,
): Promise<void> {
  let next = 0;
  const work = (thread: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const take = (): void => {
        if (next === tasks.length || stop?.()) {
          resolve();
          return;
        }
        current = next++;
        thread.postMessage(tasks[current]);
      };
      thread.on('error', reject);
      thread.on('message', (message: M) => {
        if (onMessage(message, current, tasks[current]!)) take();
      });
      take();
    });
  const workers = Array.from({ length: Math.min(threads, tasks.length) }, () => new Worker(worker, { workerData }));
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((each) => each.terminate()));
  }
}
