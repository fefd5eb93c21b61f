/** The thread that holds one design from a file. A loop or a leak in it ends this thread and nothing else. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Design } from '../../design.ts';
import type { RunResult } from '../../types/result.ts';
import { checkDesign } from '../check_designs.ts';
import { listingOf, registerDesign } from '../designs.ts';
import { currentHunks } from '../hunks.ts';
import { runFixture } from '../run.ts';
import { isProblem, loadModule } from './load_module.ts';
import { placeOf } from './place.ts';
import type { Answering, CheckProblem, Reply, Request, RunRequest, TaskRequest, ThreadData } from './protocol.ts';
import { completed } from './spec_complaints.ts';

const data = workerData as ThreadData;
const port = parentPort!;
const reply = (message: Reply): void => port.postMessage(message);

process.setSourceMapsEnabled(true);
const loaded = await loadModule(data);
if (isProblem(loaded)) reply({ kind: 'failed', problem: loaded });
else {
  const design = completed(loaded);
  registerDesign(design);
  port.on('message', async (request: Request) => {
    if (request.kind === 'run') reply({ kind: 'ran', result: run(request) });
    else if (request.kind === 'task') reply(await answer(request));
    else reply({ kind: 'checked', problems: check(design) });
  });
  reply({ kind: 'loaded', listing: { ...listingOf(design), file: data.word } });
}

function run({ fixture, stack, options }: RunRequest): RunResult {
  const result = runFixture(fixture, stack, { ...options, chainOf: placesIn });
  try {
    // A function that returns no number, say a bigint, must not spoil a report later.
    return JSON.parse(JSON.stringify(result)) as RunResult;
  } catch (error) {
    const message = `a function of the design returned what no kernel function returns: ${(error as Error).message}`;
    return { ...result, verdict: 'error', violations: [], steps: [], cost: {}, failure: { message, chain: [] } };
  }
}

const part = new Int32Array(data.part);

async function answer({ module, input }: TaskRequest): Promise<Reply> {
  try {
    const { answering } = (await import(module)) as { answering: Answering };
    const output = answering(input as never, (number) => Atomics.store(part, 0, number));
    return { kind: 'answered', output: JSON.parse(JSON.stringify(output)) };
  } catch (error) {
    return { kind: 'threw', message: error instanceof Error ? error.message : String(error) };
  } finally {
    Atomics.store(part, 0, 0);
  }
}

/** `./mine.ts:12:7`: where in the module it was thrown. */
function placesIn(error: unknown): string[] {
  const place = placeOf(error, data.file);
  return place ? [`${data.word}:${place.line}:${place.column}`] : [];
}

/** A file from elsewhere is its author's: hashes are told, not written. */
function check(design: Design): CheckProblem[] {
  const hunks = currentHunks(design);
  return checkDesign({ file: data.word, design }, readFileSync(data.file, 'utf8')).map((problem) => {
    const name = /`(\w+)`/.exec(problem.message)?.[1] ?? '';
    const hash = hunks.get(name);
    const moved = problem.code === 'hunk-no-longer-applies' && hash !== undefined;
    return moved ? { ...problem, hint: `read the base's ${name}, then write \`${name}: '${hash}'\`` } : problem;
  });
}
