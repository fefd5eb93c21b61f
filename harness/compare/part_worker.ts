/** A thread that works out parts of a report, a fixture at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { runFixture } from '../run/run.ts';
import type { Header } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import { partOf, type Runner } from './fixture_part.ts';

/** What every part of one report has in common. */
export interface PartTask {
  header: Header;
  observations: boolean;
}

const { header, observations } = workerData as PartTask;
const { base, without } = header;

parentPort!.on('message', async (fixture: Fixture) => {
  const run: Runner = (each, design, what) => runFixture(each, `${base}+${design}`, { without, ...what });
  parentPort!.postMessage(await partOf(header, fixture, run, { observations }));
});
