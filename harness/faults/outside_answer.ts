/** What the thread of a design from a file is asked for: its faults. */
import type { Answering } from '../run/outside/protocol.ts';
import { countExperiments } from './experiments.ts';
import { type FaultTask, faultsOfTask } from './of_report.ts';

export interface OutsideTask {
  task: FaultTask;
  /** Experiments that did not end before. */
  skip: readonly number[];
}

export const answering: Answering = ({ task, skip }: OutsideTask, began) => {
  countExperiments(began, skip);
  return faultsOfTask(task);
};
