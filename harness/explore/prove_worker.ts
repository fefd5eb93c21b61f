/** A thread that proves, one machine after another. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerData } from '../run/outside/protocol.ts';
import { registerOutside } from '../run/outside/register.ts';
import type { Machine } from '../types/scenario.ts';
import { limitsOf, type Reins } from './limits.ts';
import { type OnMachine, proveOn, type Question } from './prove.ts';
import { seenGraph } from './seen_graph.ts';

/** What all machines have in common. */
export interface ProveTask {
  question: Question;
  /** Designs that are not in strategies/. */
  outside: readonly WorkerData[];
  reins: Reins;
}

export type FromProver = { kind: 'walked'; design: string; transitions: number } | { kind: 'done'; found: OnMachine };

const { question, outside, reins } = workerData as ProveTask;
const tell = (message: FromProver): void => parentPort!.postMessage(message);
for (const each of outside) await registerOutside(each);

parentPort!.on('message', (machine: Machine) => {
  const found = proveOn(question, machine, (design) => {
    const graph = seenGraph(design, machine, question, limitsOf(reins));
    tell({ kind: 'walked', design, transitions: graph.transitions });
    return graph;
  });
  tell({ kind: 'done', found });
});
