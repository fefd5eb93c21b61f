import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { differenceKinds } from '../explore/graph.ts';
import { newReins } from '../explore/limits.ts';
import type { Provings } from '../explore/prove.ts';
import type { Proven } from '../explore/proven.ts';
import type { Machine } from '../types/scenario.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings, parseThreads, parseWhole, repeatable, threadsOf } from './options.ts';
import { startProgress } from './progress.ts';
import { type Asked, asked, type ProveOptions, usualKinds } from './prove_asked.ts';
import { stopWalksOnInterrupt } from './stop_walks.ts';
import { layoutOfReader, print } from './terminal.ts';

interface Options extends ProveOptions {
  allKinds?: boolean;
  threads?: number;
  write?: string;
  out?: string;
  format: 'pretty' | 'json' | 'mail' | 'markdown';
  quiet?: boolean;
  schema?: boolean;
}

/** As many are over before threads would have loaded the model. */
const fewWalks = 4;

export function register(program: Command): void {
  const command = program
    .command('prove')
    .description('Hold two designs against each other over every sequence to a bound: equal, or what tells them apart.')
    .argument('[a]', 'a design, by id or file')
    .argument('[b]', 'another; without it, whether states of the one that are set alike look alike')
    .option('-a, --all', meanings.all)
    .addHelpText(
      'after',
      '\n--all: every two of the default designs, and every revision with the one before it. --max-states is 20000, or 600.',
    )
    .option('--all-kinds', 'with --all: a column for each kind of difference')
    .option('-m, --machine <glob>', meanings.machine, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--alphabet <name>', meanings.alphabet, 'default')
    .option('--blocks <n>', meanings.blocks, parseWhole, 2)
    .option('--max-states <n>', meanings.maxStates, parseWhole)
    .option('--compare <kinds>', `what to look at, of ${differenceKinds.join(',')}`, usualKinds)
    .option('--threads <n>', meanings.threads, parseThreads)
    .option('--write <folder>', meanings.write)
    .option('-o, --out <file>', meanings.out)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json', 'mail', 'markdown']).action(run);
}

async function run(a: string | undefined, b: string | undefined, options: Options): Promise<void> {
  if (options.schema) return print((await import('./prove_json.ts')).proveJsonSchema(options.all === true));
  const what = await asked(a, b, options);
  const found = await find(what, options);
  if ([...found.pairs.map(({ machines }) => machines), ...found.memory].every(({ length }) => length === 0))
    throw new Failure('interrupted', 'interrupted before anything was found');
  await tell({ ...what.question, about: what.about, ...found }, what.machines, options);
}

async function find({ question, machines, outside, designs }: Asked, options: Options): Promise<Provings> {
  const { proveHere, proveInParallel } = await import('../explore/prove_parallel.ts');
  const walks = designs * machines.length;
  if (walks <= fewWalks && outside.length === 0) return proveHere(question, machines);
  const reins = newReins(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  const release = stopWalksOnInterrupt(reins);
  const progress = await startProgress(walks, 1000, options.quiet, 'walks made');
  let walked = 0;
  try {
    return await proveInParallel(question, machines, {
      threads: threadsOf(options.threads),
      reins,
      outside,
      onWalked: (machine, design) => progress.update(++walked, `${design} on ${machine}`),
    });
  } finally {
    progress.stop();
    release();
  }
}

async function tell(proven: Proven, machines: readonly Machine[], options: Options): Promise<void> {
  const { proveJson } = await import('./prove_json.ts');
  const { fixturesOf, saveFixtures } = await import('./prove_fixtures.ts');
  const fixtures = fixturesOf(proven, machines);
  const json = (): string => JSON.stringify(proveJson(proven, options.all === true, fixtures), null, 2);
  if (options.out) await writeFile(options.out, `${json()}\n`);
  if (options.write) await saveFixtures(proven, fixtures, options.write);
  if (options.format === 'json') return print(json());
  const { renderAll, renderOne } = await import('../render/prove/render.ts');
  const layout = await layoutOfReader();
  const { format, allKinds } = options;
  await print(options.all ? renderAll(proven, format, layout, allKinds) : renderOne(proven, format, layout));
}
