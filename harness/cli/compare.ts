import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { DesignListing } from '../run/designs.ts';
import { type Header, type Report, type ReportDesign, schemaVersion } from '../types/report.ts';
import type { Fixture } from '../types/scenario.ts';
import { checkInvariants } from './check_invariants.ts';
import { type ChosenDesigns, chooseDesigns, isFileWord } from './choose_designs.ts';
import { readBaseline } from './judge.ts';
import { loadFixtures } from './load_fixtures.ts';
import { type Memo, memoFor } from './memo.ts';
import { addFormat, addSelection, parseThreads, type SharedOptions } from './options.ts';
import { addJudging, layoutHere, type OutputOptions, putOut, renderHere } from './outputs.ts';
import { startProgress } from './progress.ts';
import { readingsBeside } from './readings.ts';
import { type Sections, withSections } from './sections.ts';
import { print } from './terminal.ts';
import { toolVersion } from './version.ts';

interface CompareOptions extends SharedOptions, OutputOptions {
  schema?: boolean;
  cache: boolean;
  threads?: number;
}

export function register(program: Command): void {
  const command = program
    .command('compare')
    .description('Run every fixture on every design and print where they differ, what goes wrong and what it costs.')
    .option('-a, --all', 'also the fixtures and counters that are the same everywhere')
    .option('--observations', 'put what was seen after each step into the report')
    .option('--no-cache', 'run the model even if the same report was computed before')
    .option('--threads <number>', 'how many to run on; as many as there are processors unless told', parseThreads)
    .option('--schema', 'print the JSON Schema of --format json and stop');
  addFormat(addJudging(addSelection(command))).action(compare);
}

async function compare(options: CompareOptions): Promise<void> {
  if (options.schema) return print((await import('../render/json_schema.ts')).compareJsonSchema());
  const baseline = await readBaseline(options);
  if (options.without.length > 0) await checkInvariants(options.without);
  const chosen = await chooseDesigns(options);
  try {
    const task = await prepare(options, chosen);
    if (isShownOnly(options)) return await show(task, options);
    await putOut(await reportOf(task, options), options, baseline);
  } finally {
    await chosen.close();
  }
}

/** What is compared, before anything has run. */
interface Task {
  header: Header;
  fixtures: readonly Fixture[];
  chosen: ChosenDesigns;
  /** True for the whole corpus: on a part of it most claims are out of reach. */
  whole: boolean;
}

/** Loads and selects. What cannot be read is told on standard error; the rest is run all the same. */
async function prepare(options: CompareOptions, chosen: ChosenDesigns): Promise<Task> {
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
  const whole = options.fixture.length === 0 && options.shard === undefined && problems.length === 0;
  return { header, fixtures, chosen, whole };
}

async function reportOf(task: Task, options: CompareOptions): Promise<Report> {
  const { fixtures, chosen, whole } = task;
  const observations = wantsObservations(options);
  const report = await recalled(memoOf(task, options, { observations }), async () => {
    const { traces, ...plain } = await run(task, observations, options);
    if (traces === undefined) return plain;
    // What a terminal asks for next is in it already.
    memoOf(task, options, { observations: false })?.keep(plain);
    return { ...plain, traces };
  });
  const sections = wantedSections(options);
  if (!whole || chosen.hasOutside || !sections.claims) return report;
  return await recalled(memoOf(task, options, { observations, ...sections }), () =>
    withSections(report, fixtures, sections),
  );
}

/** A module from elsewhere may be another one tomorrow, and nothing here knows how to measure it. */
function memoOf({ header, fixtures, chosen }: Task, { cache }: CompareOptions, wanted: object): Memo | undefined {
  return cache && !chosen.hasOutside ? memoFor(header, fixtures, wanted) : undefined;
}

function isShownOnly({ format, out, baseline, failOn, observations }: CompareOptions): boolean {
  return format === 'pretty' && !out && !baseline && !failOn && !observations;
}

/** For a person at a terminal: what was printed before is as good as what would be printed now, and sooner there. */
async function show(task: Task, options: CompareOptions): Promise<void> {
  const memo = memoOf(task, options, { observations: false });
  const layout = layoutHere(options);
  const before = memo?.printed(layout);
  if (before !== undefined) return print(before);
  const report = await reportOf(task, options);
  const { analyse } = await import('../analysis/analysis.ts');
  const text = await renderHere(analyse(report), options);
  memo?.keepPrinted(layout, text);
  await print(text);
}

/** The page draws what was seen after each step. */
function wantsObservations({ observations, format, out }: CompareOptions): boolean {
  return observations === true || format === 'html' || out !== undefined;
}

/** Claims and growth are worked out for whoever keeps the report; a terminal has verbs for them. */
function wantedSections({ format, out }: CompareOptions): Sections {
  const growth = format === 'html' || out !== undefined;
  return { claims: growth || format === 'json', growth };
}

/** What was computed before, or is computed now and kept. */
async function recalled(memo: Memo | undefined, compute: () => Promise<Report>): Promise<Report> {
  const known = memo?.recall();
  if (known) return known;
  const report = await compute();
  memo?.keep(report);
  return report;
}

/** Fewer runs than this are over before threads would have loaded the model. */
const worthThreads = 150;

async function run(
  { header, fixtures, chosen }: Task,
  observations: boolean,
  { quiet, threads: asked }: CompareOptions,
): Promise<Report> {
  const runs = fixtures.length * (2 * header.designs.length + (header.revisions?.length ?? 0));
  const progress = await startProgress(fixtures.length, runs, quiet);
  const build = {
    observations,
    onProgress: (done: number, fixture: Fixture) => progress.update(done, fixture.id),
  };
  const threads = asked ?? Math.min(availableParallelism(), 8);
  try {
    if (runs >= worthThreads && threads > 1 && !chosen.hasOutside) {
      const { buildInParallel } = await import('../compare/parallel.ts');
      return await buildInParallel(header, fixtures, threads, build);
    }
    const { buildReport } = await import('../compare/build_report.ts');
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
  return readingsBeside(options.base, designs);
}

/** The kernel as released, where it is among the designs, otherwise the first one. */
function referenceOf(designs: readonly DesignListing[]): string {
  return (designs.find((design) => design.provenance === 'release') ?? designs[0]!).id;
}
