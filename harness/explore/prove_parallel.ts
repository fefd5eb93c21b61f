/** Proofs on several threads, a machine at a time. */
import { Worker } from 'node:worker_threads';
import type { WorkerData } from '../run/outside/protocol.ts';
import type { Machine } from '../types/scenario.ts';
import { isInterrupted, type Reins } from './limits.ts';
import { gathered, type OnMachine, type Provings, proveOn, type Question } from './prove.ts';
import type { FromProver, ProveTask } from './prove_worker.ts';
import { seenGraph } from './seen_graph.ts';

export interface ProveRun {
  threads: number;
  reins: Reins;
  /** Modules of designs that are not in strategies/. */
  outside?: readonly WorkerData[];
  /** Another design has been walked. */
  onWalked?(machine: string, design: string, transitions: number): void;
}

/** In this thread, for what is over before others would have loaded the model. */
export const proveHere = (question: Question, machines: readonly Machine[]): Provings =>
  gathered(
    question,
    machines.map((machine) => proveOn(question, machine, (design) => seenGraph(design, machine, question))),
  );

/** Machines in the order given; those not begun when somebody interrupted are left out. */
export async function proveInParallel(
  question: Question,
  machines: readonly Machine[],
  { threads, reins, outside = [], onWalked }: ProveRun,
): Promise<Provings> {
  const found: (OnMachine | undefined)[] = machines.map(() => undefined);
  let next = 0;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const take = (): void => {
        if (next === machines.length || isInterrupted(reins)) resolve();
        else {
          current = next++;
          worker.postMessage(machines[current]);
        }
      };
      worker.on('error', reject);
      worker.on('message', (message: FromProver) => {
        if (message.kind === 'walked') onWalked?.(machines[current]!.id, message.design, message.transitions);
        else {
          found[current] = message.found;
          take();
        }
      });
      take();
    });
  const workerData: ProveTask = { question, outside, reins };
  const workers = Array.from(
    { length: Math.min(threads, machines.length) },
    () => new Worker(new URL('./prove_worker.js', import.meta.url), { workerData }),
  );
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return gathered(
    question,
    found.filter((each) => each !== undefined),
  );
}
