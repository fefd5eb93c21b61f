import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ReportFileError } from '../store/lines.ts';
import { readJsonl } from '../store/read_jsonl.ts';
import type { Report } from '../types/report.ts';
import { Failure } from './exit.ts';
import { addOutputs, type OutputOptions, printSchema, putOut } from './outputs.ts';

export function register(program: Command): void {
  const command = program
    .command('report')
    .description('Print or judge a report written by `compare --format jsonl` or `--out`, without running anything.')
    .argument('[file]', 'the JSON Lines report');
  addOutputs(command).action(async (file: string | undefined, options: OutputOptions & { schema?: boolean }) => {
    if (options.schema) return printSchema();
    if (file === undefined)
      throw new Failure('usage', 'report needs a file', 'such as reports/report.jsonl, which `npm run compare` writes');
    await putOut(loadReport(file), options);
  });
}

/** Reads a JSON Lines report; throws a Failure that names the file, the line and what is wrong with it. */
export function loadReport(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new Failure('badInput', `cannot read ${file}: ${why}`, '`npm run compare` writes reports/report.jsonl');
  }
  try {
    return readJsonl(text, file);
  } catch (error) {
    if (error instanceof ReportFileError) throw new Failure('badInput', error.message, error.hint);
    throw error;
  }
}
