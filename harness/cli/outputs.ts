import { type Command, Option } from 'commander';
import type { Analysis } from '../analysis/analysis.ts';
import { type Format, formats, type RenderLayout, render } from '../render/formats.ts';
import type { Report } from '../types/report.ts';
import { Failure } from './exit.ts';
import { gates, type JudgeOptions, judge, readBaseline } from './judge.ts';
import { addFormat, meanings } from './options.ts';
import { columnsOf, note, print, wantsColor } from './terminal.ts';

/** What every verb that ends with a report understands. */
export interface OutputOptions extends JudgeOptions {
  format: Format;
  all?: boolean;
  out?: string;
  /** Also in the JSON document; the page and the JSON Lines always have them. */
  observations?: boolean;
  quiet?: boolean;
}

export function addOutputs(command: Command): Command {
  return addFormat(addJudging(command), formats)
    .option('-a, --all', meanings.all)
    .option('--observations', meanings.observations)
    .option('-q, --quiet', meanings.quiet)
    .option('--schema', meanings.schema);
}

export async function printSchema(): Promise<void> {
  await print((await import('../render/json_schema.ts')).compareJsonSchema());
}

/** Where to keep a report, and what to hold it against. */
export function addJudging(command: Command): Command {
  return command
    .option('-o, --out <folder>', meanings.out)
    .option('--baseline <file>', 'an older report: say what changed since')
    .addOption(new Option('--fail-on <gate>', meanings.failOn).choices(gates));
}

/** Writes, prints and judges the report as asked. */
export async function putOut(report: Report, options: OutputOptions, known?: Report): Promise<void> {
  if (report.header.brief && options.format !== 'baseline')
    throw new Failure('badInput', 'a baseline holds no more than verdicts', 'give it to --baseline or to diff');
  const baseline = known ?? (await readBaseline(options));
  const analysis = (await import('../analysis/analysis.ts')).analyse(report, baseline);
  if (options.out) {
    const { writeReports } = await import('./write_reports.ts');
    const files = await writeReports(analysis, options.out, options.observations);
    if (!options.quiet) note(`wrote ${files.join(', ')}`);
  }
  await print(options.format === 'github' ? await githubText(analysis) : await renderHere(analysis, options));
  await judge(analysis, options);
}

export function renderHere(analysis: Analysis, options: OutputOptions): Promise<string> {
  return render(analysis, options.format, layoutHere(options));
}

/** How to lay out for whoever reads standard output; observations are there for whoever asked. */
export function layoutHere({
  all = false,
  observations = false,
}: Pick<OutputOptions, 'all' | 'observations'>): RenderLayout {
  return { color: wantsColor(process.stdout), columns: columnsOf(process.stdout), all, observations };
}

/** In a step of GitHub Actions the summary goes to the file that GitHub names, the annotations to the log. */
async function githubText(analysis: Analysis): Promise<string> {
  const { renderGithub } = await import('../render/github.ts');
  const { annotations, summary } = renderGithub(analysis);
  const file = process.env['GITHUB_STEP_SUMMARY'];
  if (!file) return `${annotations}\n${summary}`;
  const { appendFileSync } = await import('node:fs');
  appendFileSync(file, summary);
  return annotations;
}
