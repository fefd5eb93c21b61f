import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type Format, formats, render } from '../report/formats.ts';
import { ReportFileError, readJsonl } from '../report/read_jsonl.ts';
import type { Report } from '../report/report.ts';
import { Failure } from './exit.ts';
import { addFormat } from './options.ts';
import { columnsOf, print, wantsColor } from './terminal.ts';

interface ReportOptions {
  format: Format;
  all?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('report')
    .description(
      'Print a report written by `compare --format jsonl` or `--out` in any format, without running anything.',
    )
    .argument('[file]', 'the JSON Lines report')
    .option('-a, --all', 'also what is the same everywhere')
    .option('--schema', 'print the JSON Schema of --format json and stop');
  addFormat(command, formats).action(async (file: string | undefined, options: ReportOptions) => {
    if (options.schema) return print((await import('../report/json_schema.ts')).compareJsonSchema());
    if (file === undefined)
      throw new Failure('usage', 'report needs a file', 'such as reports/report.jsonl, which `npm run compare` writes');
    const layout = { color: wantsColor(process.stdout), columns: columnsOf(process.stdout), all: options.all ?? false };
    await print(await render(loadReport(file), options.format, layout));
  });
}

/** Reads a JSON Lines report; throws a Failure that names the file, the line and what is wrong with it. */
export function loadReport(file: string): Report {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('badInput', `cannot read ${file}: ${(error as NodeJS.ErrnoException).code}`);
  }
  try {
    return readJsonl(text, file);
  } catch (error) {
    if (error instanceof ReportFileError) throw new Failure('badInput', error.message);
    throw error;
  }
}
