/** Proofs on several threads, a machine at a time. */
import { inThreads } from '../run/in_threads.ts';
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
  await inThreads(machines, {
    worker: new URL('./prove_worker.js', import.meta.url),
    workerData: { question, outside, reins } satisfies ProveTask,
    threads,
    stop: () => isInterrupted(reins),
    onMessage(message: FromProver, at, machine) {
      if (message.kind === 'walked') {
        onWalked?.(machine.id, message.design, message.transitions);
        return false;
      }
      found[at] = message.found;
      return true;
    },
  });
  return gathered(
    question,
    found.filter((each) => each !== undefined),
  );
}
