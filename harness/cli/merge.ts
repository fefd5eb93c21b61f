import type { Command } from 'commander';
import { command } from '../text/command.ts';
import type { Report } from '../types/report.ts';
import { Failure } from './exit.ts';
import { addOutputs, type OutputOptions, printSchema, putOut } from './outputs.ts';
import { loadReport } from './report.ts';

export function register(program: Command): void {
  const command = program
    .command('merge')
    .description('Put the reports of the parts of a corpus together: `compare --shard 1/3` to `3/3`, in any order.')
    .argument('[file...]', 'the JSON Lines reports of all parts');
  addOutputs(command).action(merge);
}

async function merge(names: string[], options: OutputOptions & { schema?: boolean }): Promise<void> {
  if (options.schema) return printSchema();
  if (names.length === 0)
    throw new Failure('usage', 'merge needs the reports of all parts', command('merge part-*.jsonl --out reports'));
  const { MergeError, mergeReports } = await import('../store/merge.ts');
  const parts = names.map((name) => ({ name, report: loadReport(name) }));
  let whole: Report;
  try {
    whole = mergeReports(parts);
  } catch (error) {
    if (error instanceof MergeError) throw new Failure('badInput', error.message, 'merge every part of one run, once');
    throw error;
  }
  await putOut(whole, options);
}
