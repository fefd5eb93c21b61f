import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { Fixture } from '../corpus/types.ts';
import { type Header, type Report, type ReportDesign, schemaVersion } from '../report/report.ts';
import { type DesignListing, listDesigns } from '../run/designs.ts';
import { checkInvariants } from './check_invariants.ts';
import { type ChosenDesigns, chooseDesigns, isFileWord } from './choose_designs.ts';
import { readBaseline } from './judge.ts';
import { loadFixtures } from './load_fixtures.ts';
import { type Memo, memoFor } from './memo.ts';
import { addFormat, addSelection, parseThreads, type SharedOptions } from './options.ts';
import { addJudging, type OutputOptions, putOut } from './outputs.ts';
import { startProgress } from './progress.ts';
import { type Sections, withSections } from './sections.ts';
import { selectDesigns } from './select.ts';
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
  if (options.schema) return print((await import('../report/json_schema.ts')).compareJsonSchema());
  const baseline = await readBaseline(options);
  const report = await runReport(options);
  await putOut(report, options, baseline);
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
    // A module from elsewhere may be another one tomorrow, and nothing here knows how to measure it.
    const kept = options.cache && !chosen.hasOutside;
    const observations = wantsObservations(options);
    const report = await recalled(kept && memoFor(header, fixtures, { observations }), () =>
      run(header, fixtures, observations, options, chosen),
    );
    // The whole ledger is decided on the whole corpus; on a part of it most claims are out of reach.
    const whole = options.fixture.length === 0 && options.shard === undefined && problems.length === 0;
    const sections = wantedSections(options);
    if (!whole || chosen.hasOutside || !sections.claims) return report;
    return await recalled(kept && memoFor(header, fixtures, { observations, ...sections }), () =>
      withSections(report, fixtures, sections),
    );
  } finally {
    await chosen.close();
  }
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
async function recalled(memo: Memo | false, compute: () => Promise<Report>): Promise<Report> {
  const known = memo ? memo.recall() : undefined;
  if (known) return known;
  const report = await compute();
  if (memo) memo.keep(report);
  return report;
}

/** Fewer runs than this are over before threads would have loaded the model. */
const worthThreads = 150;

async function run(
  header: Header,
  fixtures: readonly Fixture[],
  observations: boolean,
  { quiet, threads: asked }: CompareOptions,
  chosen: ChosenDesigns,
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
