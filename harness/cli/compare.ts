import type { Command } from 'commander';
import { asText, keyOf, noCache, openCache, remembered } from '../cache/cache.ts';
import type { Report } from '../types/report.ts';
import { chooseDesigns } from './choose_designs.ts';
import { computeReport, inputKey, wantedSections } from './compute.ts';
import { readBaseline } from './judge.ts';
import { type KernelOptions, kernelsAsked, withKernels } from './kernel_columns.ts';
import { addFormat, addSelection, meanings, parseThreads, repeatable, type SharedOptions } from './options.ts';
import { addJudging, layoutHere, type OutputOptions, putOut, renderHere } from './outputs.ts';
import { prepare } from './prepare.ts';
import { checkWithout } from './select.ts';
import { print } from './terminal.ts';

interface CompareOptions extends SharedOptions, OutputOptions, KernelOptions {
  schema?: boolean;
  cache: boolean;
  threads?: number;
}

export function register(program: Command): void {
  const command = program
    .command('compare')
    .description('Run every fixture on every design and print where they differ, what goes wrong and what it costs.')
    .option('-a, --all', meanings.all)
    .option('--observations', meanings.observations)
    .option('--kernel <kernel>', meanings.kernel, repeatable, [])
    .option('--as <stack>', meanings.as, repeatable, [])
    .option('--no-cache', 'run the model even if the same report was computed before')
    .option('--threads <number>', meanings.threads, parseThreads)
    .option('--schema', meanings.schema);
  addFormat(addJudging(addSelection(command)))
    .addHelpText(
      'after',
      '\nA kernel is a column beside the designs: NAME=KERNEL names it. It may be given more than once, and --as too, as\nNAME=STACK. What it did is kept: a second run starts no guest. Exit code 69 where one cannot be run.',
    )
    .action(compare);
}

async function compare(options: CompareOptions): Promise<void> {
  if (options.schema) return print((await import('../render/json_schema.ts')).compareJsonSchema());
  const baseline = await readBaseline(options);
  if (options.without.length > 0) await checkWithout(options.without);
  const chosen = await chooseDesigns(options);
  try {
    const task = await prepare(options, chosen);
    // A module from elsewhere may be another one tomorrow.
    const cache = options.cache && !chosen.hasOutside ? openCache() : noCache;
    const whole = options.fixture.length === 0 && options.shard === undefined;
    const kernels = kernelsAsked(options, task.header.designs);
    const compute = async (): Promise<Report> => {
      const report = await computeReport(task, wantedSections(options, whole, task), cache);
      return kernels.length === 0 ? report : withKernels(report, task, kernels);
    };
    if (!isShownOnly(options)) return await putOut(await compute(), options, baseline);
    const layout = layoutHere(options);
    const key = keyOf(inputKey(task), 'printed', layout);
    const printed = async (): Promise<string> => {
      const report = await compute();
      return renderHere((await import('../analysis/analysis.ts')).analyse(report), options);
    };
    await print(await remembered(cache, key, asText, printed));
  } finally {
    await chosen.close();
  }
}

/** For a person at a terminal what was printed before is as good as what would be printed now, and sooner there. */
function isShownOnly({ format, out, baseline, failOn, observations, kernel }: CompareOptions): boolean {
  return kernel.length === 0 && format === 'pretty' && !out && !baseline && !failOn && !observations;
}
