import type { Command } from 'commander';
import type { Recording } from '../oracle/recording.ts';
import { Failure, leaveWith } from './exit.ts';
import { print } from './terminal.ts';

interface Options {
  recorded?: string[] | true;
  live?: boolean;
  kernel?: string;
  as?: string;
  step?: string;
  format: string;
  schema?: boolean;
}

export function register(program: Command): void {
  program
    .command('conform')
    .description('Replays what real kernels did on the model and compares every value they showed.')
    .option(
      '--recorded [file...]',
      'recordings to replay: files, ids or globs such as cloud61/*; all, if none is named',
    )
    .option('--live', 'boot a kernel under QEMU and compare it')
    .option('--kernel <bzImage>', 'with --live: the kernel to boot')
    .option(
      '--as <stack>',
      'the stack that models the kernel, such as linux@6.1+oscar@v5; else what the recording says',
    )
    .option('--step <number>', 'show the differences of one step only')
    .option('--format <format>', 'pretty or json', 'pretty')
    .option('--schema', 'print the JSON Schema of --format json')
    .addHelpText(
      'after',
      '\nExit code 1 when a value differs. Differences are printed with the command that shows them again.',
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  if (options.schema)
    return print(JSON.stringify((await import('../oracle/conform_report.ts')).conformSchema, null, 2));
  if (options.format !== 'pretty' && options.format !== 'json') {
    throw new Failure('usage', `conform has no format "${options.format}"`, 'formats: pretty, json');
  }
  if (options.live || options.kernel !== undefined) {
    throw new Failure(
      'usage',
      'conform --live is not built yet',
      'conform --recorded replays the recordings that are there',
    );
  }
  const step = stepNumber(options.step);
  const recordings = await choose(Array.isArray(options.recorded) ? options.recorded : []);
  const { conform } = await import('../oracle/conform.ts');
  const { conformReport } = await import('../oracle/conform_report.ts');
  const { boot } = await import('../run/session.ts');
  const { parseStack, StackError } = await import('../run/stack.ts');
  try {
    if (options.as !== undefined) parseStack(options.as);
  } catch (error) {
    if (error instanceof StackError) throw new Failure('usage', `--as ${options.as}: ${error.message}`);
    throw error;
  }
  const results = recordings.map((recording) => conform(recording, boot, options.as));
  if (step !== undefined) {
    for (const result of results)
      result.differences = result.differences.filter((difference) => difference.step === step);
  }
  const report = conformReport(results);
  if (options.format === 'json') await print(JSON.stringify(report, null, 2));
  else await print((await import('../oracle/conform_pretty.ts')).prettyConform(report));
  if (report.kernels.some(({ different }) => different > 0)) leaveWith('gate');
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
  const { findRoot } = await import('../corpus/root.ts');
  const { loadRecordings, readRecording } = await import('../oracle/load.ts');
  const { RecordingError } = await import('../oracle/recording.ts');
  const folder = join(findRoot(), 'fixtures', 'recordings');
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
