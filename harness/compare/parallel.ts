import { Worker } from 'node:worker_threads';
import type { Header, Report } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import { assemble, type BuildOptions } from './build_report.ts';
import type { FixturePart } from './fixture_part.ts';
import type { PartTask } from './part_worker.ts';

/**
 * As buildReport over designs of strategies/, on several threads. Which thread works out which fixture depends on their
 * speed; the report does not.
 */
export async function buildInParallel(
  header: Header,
  fixtures: readonly Fixture[],
  threads: number,
  options: BuildOptions = {},
): Promise<Report> {
  const workerData: PartTask = { header, observations: options.observations ?? false };
  const parts: FixturePart[] = new Array(fixtures.length);
  let [next, done] = [0, 0];
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = -1;
      const take = (): void => {
        current = next++;
        const fixture = fixtures[current];
        if (fixture === undefined) resolve();
        else worker.postMessage(fixture);
      };
      worker.on('error', reject);
      worker.on('message', (part: FixturePart) => {
        parts[current] = part;
        options.onProgress?.(++done, fixtures[current]!);
        take();
      });
      take();
    });
  const workers = Array.from({ length: threads }, () => {
    return new Worker(new URL('./part_worker.js', import.meta.url), { workerData });
  });
  try {
    await Promise.all(workers.map(work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return assemble(header, parts);
}
