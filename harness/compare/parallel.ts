import { inThreads } from '../run/in_threads.ts';
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
  let done = 0;
  await inThreads(fixtures, {
    worker: new URL('./part_worker.js', import.meta.url),
    workerData,
    threads,
    onMessage(part: FixturePart, at, fixture) {
      parts[at] = part;
      options.onProgress?.(++done, fixture);
      return true;
    },
  });
  return assemble(header, parts);
}
