import { type Command, Option } from 'commander';
import { command } from '../text/command.ts';
import { Failure, leaveWith } from './exit.ts';
import { type Gate, gateFailures, gates } from './judge.ts';
import { addFormat, meanings } from './options.ts';
import { loadReport } from './report.ts';
import { print } from './terminal.ts';

interface DiffOptions {
  format: string;
  all?: boolean;
  failOn?: Exclude<Gate, 'violations'>;
  schema?: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('diff')
    .description('Say what changed from one report to another, without running anything.')
    .argument('[old]', 'a JSON Lines report, or a baseline')
    .argument('[new]', 'another')
    .option('-a, --all', meanings.all)
    .option('--schema', meanings.schema)
    .addOption(new Option('--fail-on <gate>', meanings.failOn).choices(gates.slice(0, 2)));
  addFormat(command, ['pretty', 'json']).action(diff);
}

async function diff(old: string | undefined, now: string | undefined, options: DiffOptions): Promise<void> {
  const { diffJsonSchema, renderDiffJson, renderDiffText } = await import('../render/diff.ts');
  if (options.schema) return print(diffJsonSchema());
  if (old === undefined || now === undefined)
    throw new Failure('usage', 'diff takes two reports', command('diff reports/baseline.jsonl reports/report.jsonl'));
  const { analyse } = await import('../analysis/analysis.ts');
  const analysis = analyse(loadReport(now), loadReport(old));
  const since = analysis.since!;
  await print(options.format === 'json' ? renderDiffJson(since) : renderDiffText(since, options.all ?? false));
  if (options.failOn !== undefined && gateFailures(options.failOn, analysis).length > 0) leaveWith('gate');
}
