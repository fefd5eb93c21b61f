/** The faults of designs on several threads, a design at a time. */
import { inThreads } from '../run/in_threads.ts';
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
  await inThreads(queue, {
    worker: new URL('./fault_worker.js', import.meta.url),
    threads,
    onMessage(faults: Fault[], _at, task) {
      lists.set(task, faults);
      onDone(task);
      return true;
    },
  });
  return lists;
}
