import type { Command } from 'commander';
import type { Conformance } from '../oracle/conform.ts';
import type { Recording } from '../oracle/recording.ts';
import type { Coverage } from '../run/evidence.ts';
import { Failure, leaveWith } from './exit.ts';
import { addFormat, meanings } from './options.ts';
import { note, print } from './terminal.ts';

interface Options {
  recorded?: string[] | true;
  live?: string[] | true;
  kernel?: string;
  guestOnly?: boolean;
  bootEach?: boolean;
  again?: boolean;
  modules?: string;
  append?: string;
  as?: string;
  step?: string;
  format: string;
  schema?: boolean;
  all?: boolean;
  updateEvidence?: boolean;
  mutants?: boolean;
  shard?: string;
}

export function register(program: Command): void {
  const command = program
    .command('conform')
    .description('Replays what real kernels did on the model and compares every value they showed.')
    .option(
      '--recorded [file...]',
      'recordings to replay: files, ids or globs such as cloud61/*; all, if none is named',
    )
    .option('--live [scenario...]', 'boot a kernel under QEMU for each scenario and compare it; six, if none is named')
    .option('--kernel <kernel>', meanings.kernel)
    .option('--guest-only', meanings.guestOnly)
    .option('--boot-each', meanings.bootEach)
    .option('--again', 'run scenarios also that were run on this kernel before')
    .option('--modules <folder>', meanings.modules)
    .option('--append <words>', meanings.append)
    .option('--as <stack>', meanings.as)
    .option('--step <number>', meanings.step)
    .option('-a, --all', meanings.all)
    .option('--update-evidence', 'write down which model functions the recordings confirm')
    .option('--mutants', 'how many deliberately wrong models the recordings contradict')
    .option('--shard <i/n>', meanings.shard)
    .option('--schema', meanings.schema)
    .addHelpText(
      'after',
      '\nThe kernel and what is told of it are for --live, --shard is for --mutants. Exit code 1 when a value differs.\nDifferences are printed with the command that shows them again.',
    );
  addFormat(command, ['pretty', 'json']).action(run);
}

async function run(options: Options): Promise<void> {
  if (options.schema)
    return print(JSON.stringify((await import('../oracle/conform_report.ts')).conformSchema, null, 2));
  if (options.mutants) {
    const { conformMutants } = await import('./conform_mutants.ts');
    return conformMutants(await choose(Array.isArray(options.recorded) ? options.recorded : []), options);
  }
  const step = stepNumber(options.step);
  const { results, coverage } = await compared(options);
  if (step !== undefined) {
    for (const result of results)
      result.differences = result.differences.filter((difference) => difference.step === step);
  }
  const { conformReport } = await import('../oracle/conform_report.ts');
  const report = conformReport(results, coverage);
  if (options.format === 'json') await print(JSON.stringify(report, null, 2));
  else await print((await import('../render/conform_pretty.ts')).prettyConform(report, options.all));
  if (report.kernels.some(({ different }) => different > 0)) leaveWith('gate');
}

interface Compared {
  results: Conformance[];
  coverage?: Coverage[];
}

async function compared(options: Options): Promise<Compared> {
  if (options.live !== undefined) {
    if (options.recorded !== undefined || options.updateEvidence)
      throw new Failure('usage', '--live is alone: it compares a kernel that runs, not a recording');
    await checkStack(options.as);
    const { conformLiveAll } = await import('./conform_live.ts');
    return { results: await conformLiveAll(Array.isArray(options.live) ? options.live : [], options) };
  }
  if (options.kernel !== undefined) throw new Failure('usage', '--kernel goes with --live');
  const recordings = await choose(Array.isArray(options.recorded) ? options.recorded : []);
  return options.updateEvidence ? updateEvidence(recordings, options) : replay(recordings, options.as);
}

async function checkStack(as: string | undefined): Promise<void> {
  const { parseStack, StackError } = await import('../run/stack.ts');
  try {
    if (as !== undefined) parseStack(as);
  } catch (error) {
    if (error instanceof StackError) throw new Failure('usage', `--as ${as}: ${error.message}`);
    throw error;
  }
}

async function replay(recordings: Recording[], as: string | undefined): Promise<Compared> {
  const { conform } = await import('../oracle/conform.ts');
  const { bootSession } = await import('../run/session.ts');
  await checkStack(as);
  const results = recordings.map((recording) => conform(recording, bootSession, as));
  return as === undefined ? { results, coverage: await coverageIn(recordings, results) } : { results };
}

/** How much of a graph the kernels have confirmed that have recordings made for it. */
async function coverageIn(recordings: Recording[], results: Conformance[]): Promise<Coverage[]> {
  const { coverageOf, coverBounds, isCover } = await import('../oracle/covered.ts');
  if (!recordings.some(isCover)) return [];
  const { loadMachines } = await import('../corpus/load.ts');
  return coverageOf(recordings, results, (await loadMachines()).machines.get(coverBounds.machine)!);
}

/** Evidence is what all recordings say of their own stacks; a choice among them would be less, silently. */
async function updateEvidence(recordings: Recording[], { as, recorded }: Options): Promise<Compared> {
  if (as !== undefined || Array.isArray(recorded)) {
    throw new Failure('usage', '--update-evidence takes all recordings as they are', 'leave out --as and the names');
  }
  const { join } = await import('node:path');
  const { projectRoot } = await import('../corpus/root.ts');
  const { evidenceFile } = await import('../run/evidence.ts');
  const { writeWhole } = await import('../oracle/write_whole.ts');
  const { confirm } = await import('../oracle/confirm.ts');
  const { shownIn } = await import('../oracle/shown.ts');
  const { results, functions } = confirm(recordings);
  const shown = shownIn(recordings);
  const coverage = await coverageIn(recordings, results);
  const text = JSON.stringify({ functions, shown, transitions: coverage }, null, 1);
  writeWhole(join(projectRoot(), evidenceFile), `${text}\n`);
  note(`${evidenceFile}: ${Object.keys(functions).length} model functions confirmed by real kernels`);
  return { results, coverage };
}

function stepNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Failure('usage', `--step takes the number of a step, not "${text}"`, 'step 0 is the boot');
}

/** Words that name a file are files; the others are patterns for the ids of the bundled recordings. */
async function choose(words: string[]): Promise<Recording[]> {
  const { statSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { matcher } = await import('../corpus/glob.ts');
  const { projectRoot } = await import('../corpus/root.ts');
  const { loadRecordings, readRecording } = await import('../oracle/load.ts');
  const { RecordingError } = await import('../oracle/recording.ts');
  const folder = join(projectRoot(), 'fixtures', 'recordings');
  try {
    if (words.length === 0) return some(loadRecordings(folder), 'there is no recording in fixtures/recordings');
    return words.flatMap((word) => {
      if (statSync(word, { throwIfNoEntry: false })?.isFile()) return [readRecording(word)];
      return some(loadRecordings(folder, matcher([word])), `no recording and no file "${word}"`);
    });
  } catch (error) {
    if (error instanceof RecordingError) throw new Failure('badInput', error.message, error.hint);
    throw error;
  }
}

function some(recordings: Recording[], message: string): Recording[] {
  if (recordings.length === 0)
    throw new Failure('noMatch', message, 'recordings are named kernel/scenario: cloud61/basic_mom1');
  return recordings;
}
