/** A thread that finds the faults of designs, one at a time. */
import { parentPort } from 'node:worker_threads';
import { type FaultTask, faultsOfTask } from './of_report.ts';

parentPort!.on('message', (task: FaultTask) => parentPort!.postMessage(faultsOfTask(task)));
