import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import type { Fixture } from '../corpus/types.ts';
import { render } from '../report/formats.ts';
import { type Header, type Report, type ReportDesign, schemaVersion } from '../report/report.ts';
import { type DesignListing, listDesigns } from '../run/designs.ts';
import { checkInvariants } from './check_invariants.ts';
import { type ChosenDesigns, chooseDesigns, isFileWord } from './choose_designs.ts';
import { Failure, leaveWith } from './exit.ts';
import { type Gate, gates } from './gate.ts';
import { loadFixtures } from './load_fixtures.ts';
import { memoFor } from './memo.ts';
import { addFormat, addSelection, type SharedOptions } from './options.ts';
import { startProgress } from './progress.ts';
import { selectDesigns } from './select.ts';
import { columnsOf, note, print, wantsColor } from './terminal.ts';
import { toolVersion } from './version.ts';

interface CompareOptions extends SharedOptions {
  all?: boolean;
  out?: string;
  baseline?: string;
  failOn?: Gate;
  observations?: boolean;
  schema?: boolean;
  cache: boolean;
}

export function register(program: Command): void {
  const command = program
    .command('compare')
    .description('Run every fixture on every design and print where they differ, what goes wrong and what it costs.')
    .option('-a, --all', 'also the fixtures and counters that are the same everywhere')
    .option('-o, --out <folder>', 'also write report.jsonl, report.json and report.md into the folder')
    .option('--observations', 'put what was seen after each step into the report')
    .option('--no-cache', 'run the model even if the same report was computed before')
    .option('--schema', 'print the JSON Schema of --format json and stop')
    .option('--baseline <file>', 'an older report.jsonl: say what changed since')
    .addOption(new Option('--fail-on <gate>', 'exit with 1 on any of this').choices(gates));
  addFormat(addSelection(command)).action(compare);
}

async function compare(options: CompareOptions): Promise<void> {
  if (options.schema) return print((await import('../report/json_schema.ts')).compareJsonSchema());
  if (options.failOn && options.failOn !== 'violations' && !options.baseline) {
    throw new Failure(
      'usage',
      `--fail-on ${options.failOn} needs an older report`,
      'add --baseline reports/baseline.jsonl',
    );
  }
  const baseline = options.baseline ? (await import('./report.ts')).loadReport(options.baseline) : undefined;
  const report = await runReport(options);
  if (options.out) {
    const { writeReports } = await import('../report/write_reports.ts');
    const files = await writeReports(report, options.out);
    if (!options.quiet) note(`wrote ${files.join(', ')}`);
  }
  const layout = { color: wantsColor(process.stdout), columns: columnsOf(process.stdout), all: options.all ?? false };
  await print(await render(report, options.format, layout));
  await judge(options, report, baseline);
}

/** Loads, selects and runs. What cannot be read is told on standard error; the rest is run all the same. */
async function runReport(options: CompareOptions): Promise<Report> {
  if (options.without.length > 0) await checkInvariants(options.without);
  const chosen = await chooseDesigns(options);
  try {
    const designs = chosen.listings;
    const { fixtures, problems, hash } = await loadFixtures(options.fixture, options.shard);
    const header: Header = {
      schemaVersion,
      tool: `mhp-compare ${toolVersion()}`,
      base: options.base,
      corpus: { hash, fixtures: fixtures.length },
      designs: designs.map(reportDesign),
      reference: referenceOf(designs),
      without: options.without,
      problems: problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
      ...(options.shard ? { shard: `${options.shard.index}/${options.shard.count}` } : {}),
      ...revisionsBeside(options, designs),
    };
    // Observations are too large to keep, and a module from elsewhere may be another one tomorrow.
    if (options.observations || !options.cache || chosen.hasOutside)
      return await run(header, fixtures, options, chosen);
    const memo = memoFor(header, fixtures);
    const known = memo.recall();
    if (known) return known;
    const report = await run(header, fixtures, options, chosen);
    memo.keep(report);
    return report;
  } finally {
    await chosen.close();
  }
}

/** Fewer runs than this are over before threads would have loaded the model. */
const worthThreads = 150;

async function run(
  header: Header,
  fixtures: readonly Fixture[],
  { observations, quiet }: CompareOptions,
  chosen: ChosenDesigns,
): Promise<Report> {
  const runs = fixtures.length * (2 * header.designs.length + (header.revisions?.length ?? 0));
  const progress = await startProgress(fixtures.length, runs, quiet);
  const build = {
    observations: observations ?? false,
    onProgress: (done: number, fixture: Fixture) => progress.update(done, fixture.id),
  };
  const threads = Math.min(availableParallelism(), 8);
  try {
    if (runs >= worthThreads && threads > 1 && !chosen.hasOutside) {
      const { buildInParallel } = await import('../report/parallel.ts');
      return await buildInParallel(header, fixtures, threads, build);
    }
    const { buildReport } = await import('../report/build_report.ts');
    return await buildReport(header, fixtures, await chosen.runner(), build);
  } finally {
    progress.stop();
  }
}

function reportDesign({ id, title, provenance, source, touches, family }: DesignListing): ReportDesign {
  return { id, title, provenance, source, family, touches };
}

/** The default comparison shows one reading of each idea; the others run too, so that nobody is judged by a straw man. */
function revisionsBeside(options: CompareOptions, designs: readonly DesignListing[]): Pick<Header, 'revisions'> {
  if (options.design.some((word) => !isFileWord(word)) || options.allRevisions) return {};
  const others = selectDesigns(listDesigns(), { design: [], base: options.base, allRevisions: true });
  const revisions = others
    .filter(({ id, provenance }) => provenance !== 'release' && !designs.some((design) => design.id === id))
    .map(({ id, title, provenance, family }) => ({ id, title, provenance, family }));
  return revisions.length > 0 ? { revisions } : {};
}

/** The kernel as released, where it is among the designs, otherwise the first one. */
function referenceOf(designs: readonly DesignListing[]): string {
  return (designs.find((design) => design.provenance === 'release') ?? designs[0]!).id;
}

async function judge(options: CompareOptions, report: Report, baseline: Report | undefined): Promise<void> {
  if (baseline === undefined && options.failOn === undefined) return;
  const { gateFailures } = await import('./gate.ts');
  if (baseline !== undefined) {
    const changes = gateFailures('changed', report, baseline);
    note(
      changes.length === 0
        ? 'no verdict changed from the baseline'
        : `changed from the baseline:\n  ${changes.join('\n  ')}`,
    );
  }
  if (options.failOn === undefined) return;
  const failures = gateFailures(options.failOn, report, baseline);
  if (failures.length === 0) return;
  note(`gate ${options.failOn} failed:\n  ${failures.join('\n  ')}`);
  leaveWith('gate');
}
