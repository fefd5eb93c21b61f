/** A thread that plants mutants, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadCorpus, loadMachines } from '../corpus/load.ts';
import type { Oracle, Planted } from './oracle.ts';
import { Oracles } from './oracles.ts';

const { fixtures } = await loadCorpus();
const { machines } = await loadMachines();
const oracles = new Oracles(workerData as readonly Oracle[], fixtures, machines);
parentPort!.on('message', (seed: Planted) => parentPort!.postMessage(oracles.try(seed)));
