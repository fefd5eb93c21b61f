import { type Command, InvalidArgumentError } from 'commander';
import { listDesigns } from '../run/designs.ts';
import { pick } from './cost.ts';
import { Failure } from './exit.ts';
import { addFormat, meanings, repeatable } from './options.ts';
import { startProgress } from './progress.ts';
import { selectDesigns } from './select.ts';
import { print } from './terminal.ts';

interface BenchOptions {
  schema?: boolean;
  design: string[];
  base: string;
  allRevisions?: boolean;
  operation: string[];
  machine: string[];
  seconds: number;
  wrongToo?: boolean;
  format: 'pretty' | 'json' | 'markdown';
  quiet?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('bench')
    .description('Time the operations of the model, per design: the time of this model, not of a kernel.')
    .option('-d, --design <id|glob>', meanings.design, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--all-revisions', meanings.allRevisions)
    .option('--operation <glob>', meanings.operation, repeatable, [])
    .option('-m, --machine <glob>', meanings.machine, repeatable, [])
    .option('--seconds <number>', 'how long it may take in all', parseSeconds, 30)
    .option('--wrong-too', 'also time designs whose result is wrong, marked as such')
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema)
    .addHelpText('after', '\nThe machine is 128M unless told. No gate rests on these figures: for CI there is `cost`.');
  addFormat(command, ['pretty', 'json', 'markdown']).action(bench);
}

async function bench(options: BenchOptions): Promise<void> {
  if (options.schema) return print((await import('../cost/bench/schema.ts')).benchJsonSchema());
  const { runBench } = await import('../cost/bench/bench_report.ts');
  const { roundTripIds } = await import('../cost/bench/round_trips.ts');
  const { costMachines } = await import('../cost/machines.ts');
  const { renderBench } = await import('../render/cost/render_bench.ts');
  const machines = pick(
    costMachines,
    options.machine.length > 0 ? options.machine : ['128M'],
    (each) => each.id,
    'machine',
  );
  const operations = pick(roundTripIds, options.operation, (id) => id, 'operation');
  const progress = await startProgress(machines.length * operations.length, 1000, options.quiet, 'operations timed');
  try {
    const results = await runBench({
      machines,
      operations,
      designs: selectDesigns(listDesigns(), options).map((design) => design.id),
      base: options.base,
      wrongToo: options.wrongToo ?? false,
      seconds: options.seconds,
      onProgress: (done, what) => progress.update(done, what),
    });
    progress.stop();
    if (results.every(({ designs }) => designs.length === 0))
      throw new Failure('noMatch', 'there is nothing to time', 'every design chosen is wrong or fails here');
    await print(
      options.format === 'json'
        ? JSON.stringify({ unit: 'microseconds', results }, null, 1)
        : renderBench(results, options.format),
    );
  } finally {
    progress.stop();
  }
}

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0 && seconds <= 3600)) throw new InvalidArgumentError('write a number of seconds above 0.');
  return seconds;
}
