/** A thread that proves, one machine after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { invariants } from '../invariants/registry.ts';
import type { WorkerData } from '../run/outside/protocol.ts';
import { registerOutside } from '../run/outside/register.ts';
import { openWalk } from '../run/walk.ts';
import type { Machine } from '../types/scenario.ts';
import { alphabetNamed } from './alphabets/all.ts';
import type { StateGraph } from './graph.ts';
import { limitsOf, type Reins } from './limits.ts';
import { lookOf } from './look.ts';
import type { Proof } from './product.ts';
import { proveOn, type Question } from './prove.ts';
import { walkBreadthFirst } from './walk_breadth.ts';

/** What all machines have in common. */
export interface ProveTask {
  question: Question;
  /** Designs that are not in strategies/. */
  outside: readonly WorkerData[];
  reins: Reins;
}

export type FromProver = { kind: 'walked'; design: string; transitions: number } | { kind: 'done'; proofs: Proof[] };

const { question, outside, reins } = workerData as ProveTask;
const tell = (message: FromProver): void => parentPort!.postMessage(message);
for (const each of outside) await registerOutside(each);

// Whether two designs can be told apart is nothing that an invariant has a say in.
const without = invariants.map(({ id }) => id);

function graphOf(design: string, machine: Machine): StateGraph {
  const { base, alphabet, blocks, maxStates } = question;
  return walkBreadthFirst(
    { design, machine: machine.id, alphabet },
    openWalk(machine, `${base}+${design}`, { without }),
    alphabetNamed(alphabet)!.letters(machine, blocks, base),
    { maxStates, look: (walked) => lookOf(walked.observe()), stop: limitsOf(reins) },
  );
}

parentPort!.on('message', (machine: Machine) => {
  const proofs = proveOn(question, (design) => {
    const graph = graphOf(design, machine);
    tell({ kind: 'walked', design, transitions: graph.transitions });
    return graph;
  });
  tell({ kind: 'done', proofs });
});
