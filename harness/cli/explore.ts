import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { openCache } from '../cache/cache.ts';
import { alphabets } from '../explore/alphabets/all.ts';
import type { Exploration } from '../explore/exploration.ts';
import type { StateGraph } from '../explore/graph.ts';
import { isInterrupted, newReins, type Reins } from '../explore/limits.ts';
import type { WalkTask } from '../explore/task.ts';
import { acrossDesigns } from '../faults/across.ts';
import type { FaultTask } from '../faults/of_report.ts';
import type { Fault } from '../types/fault.ts';
import { type ChosenDesigns, chooseDesigns } from './choose_designs.ts';
import { chooseMachines, fiveThatDiffer } from './choose_machines.ts';
import { Failure } from './exit.ts';
import {
  addFormat,
  meanings,
  parseShard,
  parseThreads,
  parseWhole,
  repeatable,
  type Shard,
  threadsOf,
} from './options.ts';
import { checkWithout, shareOf } from './select.ts';
import { stopWalksOnInterrupt } from './stop_walks.ts';
import { layoutOfReader, note, print } from './terminal.ts';
import { startWalkProgress } from './walk_progress.ts';

interface ExploreOptions {
  design: string[];
  allRevisions?: boolean;
  base: string;
  machine: string[];
  blocks: number;
  alphabet: string;
  without: string[];
  maxStates: number;
  maxSeconds: number;
  maxMemory: number;
  threads?: number;
  resume?: boolean;
  write?: string;
  shard?: Shard;
  format: 'pretty' | 'json' | 'markdown';
  all?: boolean;
  progress?: 'lines';
  quiet?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('explore')
    .description('Walk every state that a design can be brought to by a bounded alphabet, all invariants looking.')
    .option('-d, --design <id|glob|file>', meanings.design, repeatable, [])
    .option('--all-revisions', meanings.allRevisions)
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('-m, --machine <id|glob>', meanings.machine, repeatable, [])
    .option('--blocks <number>', meanings.blocks, parseBlocks, 3)
    .addOption(
      new Option('--alphabet <name>', meanings.alphabet).choices(alphabets.map(({ name }) => name)).default('default'),
    )
    .option('--without <invariant>', 'leave an invariant out, may be given more than once', repeatable, [])
    .option('--max-states <number>', meanings.maxStates, parseWhole, 1_000_000)
    .option('--max-seconds <number>', 'cut what is not walked by then', parseWhole, 3600)
    .option('--max-memory <MB>', 'cut a walk that needs more of it', parseWhole, 1500)
    .option('--threads <number>', meanings.threads, parseThreads)
    .option('--resume', 'do not walk again what was walked to its end before')
    .option('--write <folder|file.yaml>', meanings.write)
    .option('--shard <i/n>', meanings.shard, parseShard)
    .option('-a, --all', meanings.all)
    .addOption(new Option('--progress <how>', 'on standard error, also where that is no terminal').choices(['lines']))
    .option('-q, --quiet', meanings.quiet)
    .addHelpText('after', `\nMachines: ${fiveThatDiffer.join(', ')} unless told.`)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json', 'markdown']).action(explore);
}

function parseBlocks(value: string): number {
  const blocks = parseWhole(value);
  if (blocks < 1 || blocks > 8) throw new InvalidArgumentError('write a number from 1 to 8.');
  return blocks;
}

async function explore(options: ExploreOptions): Promise<void> {
  if (options.schema) return print((await import('../render/explore/json.ts')).exploreJsonSchema());
  if (options.without.length > 0) await checkWithout(options.without);
  const chosen = await chooseDesigns(options, { alone: true });
  try {
    const tasks = await tasksOf(chosen, options);
    const graphs = await walkAll(tasks, chosen, options);
    const { knownFromCorpus } = await import('./known_faults.ts');
    const { explorationOf } = await import('../explore/explore.ts');
    const told = await explorationOf(tasks, graphs, await knownFromCorpus(options.base), {
      wordOf: (id) => chosen.outside.get(id)?.listing.file ?? id,
      run: await chosen.runner(),
      faultsOf: (each) => faultsOf(each, chosen, threadsOf(options.threads)),
    });
    if (options.write !== undefined) await keepFixtures(told, options.write, tasks);
    await print(await rendered(told, options));
  } finally {
    await chosen.close();
  }
}

async function tasksOf({ listings }: ChosenDesigns, options: ExploreOptions): Promise<WalkTask[]> {
  const { base, alphabet, blocks, maxStates, without } = options;
  const machines = await chooseMachines(options.machine);
  const { walkTasks } = await import('../explore/explore.ts');
  const all = walkTasks(
    listings.map(({ id }) => id),
    machines,
    { base, alphabet, blocks, maxStates, without },
  );
  const tasks = options.shard ? shareOf(all, options.shard) : all;
  if (tasks.length === 0)
    throw new Failure('noMatch', 'nothing to walk in this shard', `there are ${all.length} walks`);
  return tasks;
}

/** In the threads of designs from files theirs, after the others. */
async function faultsOf(tasks: readonly FaultTask[], { outside }: ChosenDesigns, threads: number): Promise<Fault[]> {
  const { insideFaults, outsideFaults } = await import('./compute.ts');
  const inside = tasks.filter(({ design }) => !outside.has(design));
  const lists = await insideFaults(inside, threads, () => {});
  for (const task of tasks) {
    const design = outside.get(task.design);
    if (design) lists.set(task, await outsideFaults(task, design));
  }
  return acrossDesigns(tasks.map((task) => lists.get(task) ?? []));
}

type Graphs = (StateGraph | string | undefined)[];

/** Walks what is not known yet; what was found until somebody interrupts is kept. */
async function walkAll(
  tasks: readonly WalkTask[],
  { outside }: ChosenDesigns,
  options: ExploreOptions,
): Promise<Graphs> {
  const { keepGraph, recallGraph } = await import('../explore/kept.ts');
  const { walkInParallel } = await import('../explore/parallel.ts');
  const cache = openCache();
  const isOutside = ({ design }: WalkTask): boolean => outside.has(design);
  const graphs: Graphs = tasks.map((task) =>
    options.resume && !isOutside(task) ? recallGraph(cache, task) : undefined,
  );
  const left = tasks.map((_, at) => at).filter((at) => graphs[at] === undefined);
  const [strangers, inside] = [true, false].map((of) => left.filter((at) => isOutside(tasks[at]!) === of)) as [
    number[],
    number[],
  ];
  const reins = newReins(options.maxSeconds, options.maxMemory);
  const release = stopWalksOnInterrupt(reins);
  const ahead = inside.map((at) => tasks[at]!);
  const progress = startWalkProgress(ahead, tasks.length - left.length, options);
  try {
    await walkInParallel(ahead, threadsOf(options.threads), reins, {
      onProgress: progress.update,
      onGraph(at, graph) {
        graphs[inside[at]!] = graph;
        keepGraph(cache, ahead[at]!, graph);
        progress.done(at, graph);
      },
    });
    for (const at of strangers) if (!isInterrupted(reins)) graphs[at] = await walkOutside(tasks[at]!, outside, reins);
  } finally {
    progress.stop();
    release();
  }
  return graphs;
}

/** In the thread that holds the design, with its limits; a text says why there is no graph. */
async function walkOutside(
  task: WalkTask,
  outside: ChosenDesigns['outside'],
  reins: Reins,
): Promise<StateGraph | string> {
  const { readGraph } = await import('../explore/kept.ts');
  const module = new URL('../explore/outside_walk.js', import.meta.url).href;
  const outcome = await outside.get(task.design)!.task(module, { task, reins });
  return 'output' in outcome ? readGraph(outcome.output as string) : outcome.why;
}

async function keepFixtures(told: Exploration, place: string, tasks: readonly WalkTask[]): Promise<void> {
  const { writeFindings } = await import('./write_findings.ts');
  const files = await writeFindings(told, place, tasks);
  note(files.length === 0 ? 'no fault to write: the corpus shows all of them' : `wrote ${files.join(', ')}`);
}

async function rendered(told: Exploration, { format, all = false }: ExploreOptions): Promise<string> {
  if (format === 'json') return (await import('../render/explore/json.ts')).jsonExploration(told);
  if (format === 'markdown') return (await import('../render/explore/markdown.ts')).markdownExploration(told);
  const { prettyExploration } = await import('../render/explore/pretty.ts');
  return prettyExploration(told, { ...(await layoutOfReader()), all });
}
