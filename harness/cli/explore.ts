import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { openCache } from '../cache/cache.ts';
import { alphabets } from '../explore/alphabets/all.ts';
import type { Exploration } from '../explore/exploration.ts';
import type { StateGraph } from '../explore/graph.ts';
import { interrupt, isInterrupted, newReins } from '../explore/limits.ts';
import type { WalkTask } from '../explore/task.ts';
import { listDesigns } from '../run/designs.ts';
import { isFileWord } from './choose_designs.ts';
import { chooseMachines, fiveThatDiffer } from './choose_machines.ts';
import { Failure, leaveWith } from './exit.ts';
import {
  addFormat,
  meanings,
  parseShard,
  parseThreads,
  parseWhole,
  repeatable,
  type Shard,
  timeLimitText,
} from './options.ts';
import { checkWithout, selectDesigns, shareOf } from './select.ts';
import { columnsOf, note, onInterrupt, print, wantsColor } from './terminal.ts';
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
  timeLimit: number;
  memoryLimit: number;
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
    .option('-d, --design <id|glob>', meanings.design, repeatable, [])
    .option('--all-revisions', meanings.allRevisions)
    .option('--base <release>', meanings.base, 'linux@5.12')
    .option('-m, --machine <id|glob>', meanings.machine, repeatable, [])
    .option('--blocks <number>', meanings.blocks, parseBlocks, 3)
    .addOption(
      new Option('--alphabet <name>', meanings.alphabet).choices(alphabets.map(({ name }) => name)).default('default'),
    )
    .option('--without <invariant>', 'leave an invariant out, may be given more than once', repeatable, [])
    .option('--max-states <number>', meanings.maxStates, parseWhole, 1_000_000)
    .option('--time-limit <seconds>', timeLimitText, parseWhole, 3600)
    .option('--memory-limit <MB>', 'cut a walk that needs more of it', parseWhole, 1500)
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
  const tasks = await tasksOf(options);
  const { graphs, interrupted } = await walkAll(tasks, options);
  const { knownFromCorpus } = await import('./known_faults.ts');
  const { explorationOf } = await import('../explore/explore.ts');
  const known = await knownFromCorpus(options.base);
  const told = await explorationOf(tasks, graphs, known, threadsOf(options));
  if (options.write !== undefined) await keepFixtures(told, options.write, tasks);
  await print(await rendered(told, options));
  if (interrupted) leaveWith('interrupted');
}

const threadsOf = ({ threads }: ExploreOptions): number => threads ?? Math.min(availableParallelism(), 8);

async function tasksOf(options: ExploreOptions): Promise<WalkTask[]> {
  const { base, alphabet, blocks, maxStates, without } = options;
  const file = options.design.find(isFileWord);
  if (file !== undefined)
    throw new Failure(
      'usage',
      `explore walks designs of strategies/, not ${file}`,
      'copy it into a folder of strategies/; compare --design takes files',
    );
  if (without.length > 0) await checkWithout(without);
  const designs = selectDesigns(listDesigns(), options);
  const machines = await chooseMachines(options.machine);
  const { walkTasks } = await import('../explore/explore.ts');
  const all = walkTasks(
    designs.map(({ id }) => id),
    machines,
    { base, alphabet, blocks, maxStates, without },
  );
  const tasks = options.shard ? shareOf(all, options.shard) : all;
  if (tasks.length === 0)
    throw new Failure('noMatch', 'nothing to walk in this shard', `there are ${all.length} walks`);
  return tasks;
}

/** Walks what is not known yet. ^C ends the walks, and what they found is kept; a second one ends the program. */
async function walkAll(
  tasks: readonly WalkTask[],
  options: ExploreOptions,
): Promise<{ graphs: (StateGraph | undefined)[]; interrupted: boolean }> {
  const { keepGraph, recallGraph } = await import('../explore/kept.ts');
  const { walkInParallel } = await import('../explore/parallel.ts');
  const cache = openCache();
  const graphs = tasks.map((task) => (options.resume ? recallGraph(cache, task) : undefined));
  const left = tasks.map((_, at) => at).filter((at) => graphs[at] === undefined);
  const reins = newReins(options.timeLimit, options.memoryLimit);
  const release = onInterrupt(() => {
    interrupt(reins);
    note('stopping, and telling what was found so far; ^C again ends at once');
  });
  const ahead = left.map((at) => tasks[at]!);
  const progress = startWalkProgress(ahead, graphs.length - ahead.length, options);
  try {
    await walkInParallel(ahead, threadsOf(options), reins, {
      onProgress: progress.update,
      onGraph(at, graph) {
        graphs[left[at]!] = graph;
        keepGraph(cache, ahead[at]!, graph);
        progress.done(at, graph);
      },
    });
  } finally {
    progress.stop();
    release();
  }
  return { graphs, interrupted: isInterrupted(reins) };
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
  const { paintFor } = await import('../text/paint.ts');
  const paint = paintFor(wantsColor(process.stdout));
  return prettyExploration(told, { paint, columns: columnsOf(process.stdout), all });
}
