/** Mutants on several threads, one at a time on each. */
import { inThreads } from '../run/in_threads.ts';
import type { Oracle, OracleVerdict, Planted } from './oracle.ts';

/** In the order of the seeds, whatever the threads' speed. */
export async function tryInParallel(
  seeds: readonly Planted[],
  asked: readonly Oracle[],
  threads: number,
  onVerdict: (verdict: OracleVerdict) => void = () => {},
): Promise<OracleVerdict[]> {
  const verdicts: OracleVerdict[] = [];
  await inThreads(seeds, {
    worker: new URL('./mutant_worker.js', import.meta.url),
    workerData: asked,
    threads,
    onMessage(verdict: OracleVerdict, at) {
      verdicts[at] = verdict;
      onVerdict(verdict);
      return true;
    },
  });
  return verdicts;
}
