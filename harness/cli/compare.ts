import type { Command } from 'commander';
import { asText, keyOf, noCache, openCache, remembered } from '../cache/cache.ts';
import type { DesignListing } from '../run/designs.ts';
import { type Header, type Report, type ReportDesign, schemaVersion } from '../types/report.ts';
import { checkInvariants } from './check_invariants.ts';
import { type ChosenDesigns, chooseDesigns, isFileWord } from './choose_designs.ts';
import { computeReport, inputKey, type Sections, type Task } from './compute.ts';
import { readBaseline } from './judge.ts';
import { loadFixtures } from './load_fixtures.ts';
import { addFormat, addSelection, parseThreads, type SharedOptions } from './options.ts';
import { addJudging, layoutHere, type OutputOptions, putOut, renderHere } from './outputs.ts';
import { readingsBeside } from './readings.ts';
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
    // A module from elsewhere may be another one tomorrow.
    const cache = options.cache && !chosen.hasOutside ? openCache() : noCache;
    const compute = (): Promise<Report> => computeReport(task, wantedSections(options, task), cache);
    if (!isShownOnly(options)) return await putOut(await compute(), options, baseline);
    const layout = layoutHere(options);
    const key = keyOf(inputKey(task), 'printed', layout);
    const printed = async (): Promise<string> => {
      const report = await compute();
      return renderHere((await import('../analysis/analysis.ts')).analyse(report), options);
    };
    await print(await remembered(cache, key, asText, printed));
  } finally {
    await chosen.close();
  }
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
  return { header, fixtures, chosen, threads: options.threads, quiet: options.quiet };
}

/** For a person at a terminal what was printed before is as good as what would be printed now, and sooner there. */
function isShownOnly({ format, out, baseline, failOn, observations }: CompareOptions): boolean {
  return format === 'pretty' && !out && !baseline && !failOn && !observations;
}

/** Claims and growth are worked out for whoever keeps the report; a terminal has verbs for them. */
function wantedSections({ format, out, fixture, shard }: CompareOptions, { header, chosen }: Task): Sections {
  // On a part of the corpus most claims are out of reach, and nothing here can measure a design from elsewhere.
  const whole = fixture.length === 0 && shard === undefined && header.problems.length === 0 && !chosen.hasOutside;
  const kept = format === 'html' || out !== undefined;
  return { faults: shard === undefined, claims: whole && (kept || format === 'json'), growth: whole && kept };
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
