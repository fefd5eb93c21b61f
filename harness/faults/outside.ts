/** The faults of a design from a file: found in its own thread, which may end over an experiment. */
import type { TaskOutcome } from '../run/outside/open_design.ts';
import { visibleIn } from '../text/visible.ts';
import type { Fault } from '../types/fault.ts';
import { faultsAsTold } from './as_told.ts';
import type { FaultTask } from './of_report.ts';
import type { OutsideTask } from './outside_answer.ts';

export type Ask = (module: string, input: OutsideTask) => Promise<TaskOutcome>;

export interface OutsideFaults {
  faults: Fault[];
  /** Why no experiments stand behind them; absent where they do. */
  why?: string;
}

/** So many experiments that do not end are left out. */
const mostSkipped = 3;

const module = new URL('./outside_answer.js', import.meta.url).href;

/** Begins again without an experiment that does not end; without any where there are too many of those. */
export async function faultsOutside(task: FaultTask, ask: Ask): Promise<OutsideFaults> {
  const skip: number[] = [];
  for (;;) {
    const outcome = await ask(module, { task, skip });
    if ('output' in outcome) return { faults: visibleIn(outcome.output as Fault[]) };
    if (outcome.part === 0 || skip.includes(outcome.part) || skip.length === mostSkipped)
      return { faults: faultsAsTold(task), why: outcome.why };
    skip.push(outcome.part);
  }
}
