/** The faults of designs on several threads, a design at a time. */
import { Worker } from 'node:worker_threads';
import type { Fault } from '../types/fault.ts';
import type { FaultTask } from './of_report.ts';

/** As faultsOfTask of each, whatever the threads' speed. */
export async function faultsInParallel(
  tasks: readonly FaultTask[],
  threads: number,
  onDone: (task: FaultTask) => void = () => {},
): Promise<Map<FaultTask, Fault[]>> {
  const lists = new Map<FaultTask, Fault[]>();
  // The longest first, so that nobody waits for it in the end.
  const queue = [...tasks].sort((a, b) => b.fixtures.length - a.fixtures.length);
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current: FaultTask | undefined;
      const take = (): void => {
        current = queue.shift();
        if (current === undefined) resolve();
        else worker.postMessage(current);
      };
      worker.on('error', reject);
      worker.on('message', (faults: Fault[]) => {
        lists.set(current!, faults);
        onDone(current!);
        take();
      });
      take();
    });
  const workers = Array.from({ length: Math.min(threads, tasks.length) }, () => {
    return new Worker(new URL('./fault_worker.js', import.meta.url));
  });
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return lists;
}
