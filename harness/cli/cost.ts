import { type Command, Option } from 'commander';
import { matchesGlob } from '../corpus/glob.ts';
import type { CostReport } from '../cost/cost_report.ts';
import type { Budgets } from '../cost/costs_file.ts';
import type { Measured } from '../cost/measure.ts';
import { listDesigns } from '../run/designs.ts';
import type { Machine } from '../types/scenario.ts';
import { type ChosenDesigns, chooseDesigns, isFileWord } from './choose_designs.ts';
import { Failure, leaveWith } from './exit.ts';
import { addFormat, meanings, repeatable } from './options.ts';
import { startProgress } from './progress.ts';
import { selectDesigns } from './select.ts';
import { columnsOf, note, print } from './terminal.ts';

interface CostOptions {
  design: string[];
  base: string;
  reference: string;
  baseline?: string;
  allRevisions?: boolean;
  operation: string[];
  machine: string[];
  growth: boolean;
  all?: boolean;
  format: 'pretty' | 'json' | 'markdown';
  failOn?: 'budget';
  budgets?: string;
  print?: 'budgets';
  update?: boolean;
  real?: boolean;
  fit?: boolean;
  schema?: boolean;
  quiet?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('cost')
    .description('Count the work of each operation on every design, relative to a baseline, and how it grows.')
    .option('-d, --design <id|glob>', meanings.design, repeatable, [])
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('--reference <design>', 'the design the others are held against', 'unpatched')
    // Its name before a baseline was a report.
    .addOption(new Option('--baseline <design>').hideHelp())
    .option('--all-revisions', meanings.allRevisions)
    .option('--operation <glob>', meanings.operation, repeatable, [])
    .option('-m, --machine <glob>', meanings.machine, repeatable, [])
    .option('--no-growth', 'leave out how work grows')
    .option('-a, --all', meanings.all)
    .addOption(new Option('--fail-on <gate>', meanings.failOn).choices(['budget']))
    .option('--budgets <file>', 'budgets from this file instead of fixtures/costs.yaml')
    .option('--real', 'predicted against measured guest instructions of real kernels')
    .option('--fit', 'fit the weights of fixtures/costs.yaml anew and print them')
    .addOption(
      new Option('--print <section>', 'what is counted now, as budgets of fixtures/costs.yaml').choices(['budgets']),
    )
    .option('--update', 'write what is counted now and newly fitted weights into fixtures/costs.yaml')
    .option('--schema', meanings.schema)
    .option('-q, --quiet', meanings.quiet)
    .addHelpText('after', '\nA budget of fixtures/costs.yaml that is exceeded fails the gate `budget`.');
  addFormat(command, ['pretty', 'json', 'markdown']).action(cost);
}

async function cost(options: CostOptions): Promise<void> {
  if (options.schema) return print((await import('../render/cost/cost_json.ts')).costJsonSchema());
  if (options.real || options.fit) return (await import('./cost_real.ts')).costReal(options);
  const report = await countedReport(options);
  if (options.update) return (await import('./cost_real.ts')).updateCosts(report);
  if (options.print)
    return print(
      (await import('../cost/budgets.ts')).budgetsYaml((await import('../cost/budgets.ts')).budgetsOf(report)),
    );
  if (options.failOn) await gate(report, options);
  if (options.format === 'json') return print((await import('../render/cost/cost_json.ts')).costJson(report));
  const { markdownCost, prettyCost } = await import('../render/cost/render_cost.ts');
  const all = options.all ?? false;
  await print(
    options.format === 'markdown'
      ? markdownCost(report, all)
      : prettyCost(report, { all, columns: columnsOf(process.stdout) }),
  );
}

async function countedReport(options: CostOptions): Promise<CostReport> {
  const { buildCostReport } = await import('../cost/cost_report.ts');
  const { costMachines } = await import('../cost/machines.ts');
  const { operationIds } = await import('../cost/operations.ts');
  const machines = pick(costMachines, options.machine, (machine) => machine.id, 'machine');
  const operations = pick(operationIds, options.operation, (id) => id, 'operation');
  const baseline = selectDesigns(listDesigns(), {
    design: [options.baseline ?? options.reference],
    base: options.base,
  })[0]!.id;
  const chosen = await chooseDesigns(options);
  const designs = chosen.listings.map((design) => design.id);
  const growth = options.growth && !options.print && !options.update && options.machine.length === 0;
  // Growth of one design takes about a second: always worth a bar.
  const units = machines.length + (growth ? designs.length : 0);
  const progress = await startProgress(units, growth ? 1000 : 0, options.quiet, 'machines and designs measured');
  let done = 0;
  try {
    return buildCostReport({
      base: options.base,
      baseline,
      designs: designs.includes(baseline) ? designs : [baseline, ...designs],
      machines,
      operations,
      growth,
      outside: await measuredOutside(chosen, machines),
      onProgress: (what) => progress.update(done++, what),
    });
  } finally {
    progress.stop();
    await chosen.close();
  }
}

/** Designs from files run in a thread of their own. */
async function measuredOutside(chosen: ChosenDesigns, machines: readonly Machine[]) {
  if (!chosen.hasOutside) return {};
  const { measureOutside } = await import('../cost/measure_outside.ts');
  const bundled = new Set(listDesigns().map((design) => design.id));
  const run = await chosen.runner();
  const measured: Record<string, Record<string, Measured>> = {};
  for (const { id } of chosen.listings.filter((design) => !bundled.has(design.id)))
    for (const machine of machines) {
      measured[id] ??= {};
      measured[id][machine.id] = await measureOutside(machine, (fixture) => run(fixture, id));
    }
  return measured;
}

export function pick<T>(all: readonly T[], patterns: readonly string[], idOf: (each: T) => string, what: string): T[] {
  for (const pattern of patterns)
    if (!all.some((each) => matchesGlob(pattern, idOf(each))))
      throw new Failure('noMatch', `no ${what} "${pattern}"`, `there are: ${all.map(idOf).join(', ')}`);
  return all.filter((each) => patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, idOf(each))));
}

async function gate(report: CostReport, { budgets, design }: CostOptions): Promise<void> {
  const { overrunLines, overruns } = await import('../cost/budgets.ts');
  const known = new Set(listDesigns().map(({ id }) => id));
  const files = design.filter(isFileWord);
  // One file is one design from outside; of several only the reader knows which is which.
  const wordOf = (id: string) => (known.has(id) || files.length !== 1 ? id : files[0]!);
  const found = overruns(report, await budgetsIn(budgets), wordOf);
  if (found.length === 0) return;
  note(`gate budget failed: ${found.length} counts are over\n  ${overrunLines(found).join('\n  ')}`);
  leaveWith('gate');
}

async function budgetsIn(file: string | undefined): Promise<Budgets> {
  const { readCosts } = await import('../cost/costs_file.ts');
  const { ProblemsError } = await import('../corpus/problem.ts');
  const { formatProblem } = await import('../corpus/format_problem.ts');
  try {
    return readCosts(file).budgets;
  } catch (error) {
    if (error instanceof ProblemsError)
      throw new Failure('badInput', error.problems.map((problem) => formatProblem(problem)).join('\n'));
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Failure('badInput', `there is no file ${file}`);
    throw error;
  }
}
