import type { Command } from 'commander';
import { addFormat, meanings, parseWhole } from './options.ts';
import { startProgress } from './progress.ts';
import { print } from './terminal.ts';

interface Options {
  seed: number;
  walks: number;
  format: string;
  quiet?: boolean;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('history')
    .description(
      "Look for upstream's own bugs without knowing them, by walks drawn at random before and after each fix.",
    )
    .option('--seed <number>', meanings.seed, parseWhole, 1)
    .option('--walks <number>', 'how many each bug may take', parseWhole, 500)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema);
  addFormat(command, ['pretty', 'json']).action(history);
}

async function history({ seed, walks, format, quiet, schema }: Options): Promise<void> {
  if (schema) return print((await import('./history_schema.ts')).historyJsonSchema());
  const { historyLength, historyOf } = await import('../history/history.ts');
  const progress = await startProgress(historyLength, 1000, quiet, 'bugs looked for');
  try {
    const found = historyOf({ seed, walks }, (done, id) => progress.update(done, id));
    progress.stop();
    if (format === 'json') return await print(JSON.stringify(found, null, 2));
    await print((await import('../history/table.ts')).historyTable(found));
  } finally {
    progress.stop();
  }
}
