/** Mutants on several threads, one at a time on each. */
import { Worker } from 'node:worker_threads';
import type { Oracle, OracleVerdict, Planted } from './oracle.ts';

/** In the order of the seeds, whatever the threads' speed. */
export async function tryInParallel(
  seeds: readonly Planted[],
  asked: readonly Oracle[],
  threads: number,
  onVerdict: (verdict: OracleVerdict) => void = () => {},
): Promise<OracleVerdict[]> {
  const verdicts: OracleVerdict[] = [];
  let next = 0;
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const take = (): void => {
        current = next++;
        if (current >= seeds.length) resolve();
        else worker.postMessage(seeds[current]);
      };
      worker.on('error', reject);
      worker.on('message', (verdict: OracleVerdict) => {
        verdicts[current] = verdict;
        onVerdict(verdict);
        take();
      });
      take();
    });
  const workers = Array.from(
    { length: Math.min(threads, seeds.length) },
    () => new Worker(new URL('./mutant_worker.js', import.meta.url), { workerData: asked }),
  );
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return verdicts;
}
