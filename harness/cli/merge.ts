import type { Command } from 'commander';
import { noCache } from '../cache/cache.ts';
import { loadCorpus } from '../corpus/load.ts';
import { command } from '../text/command.ts';
import type { Report } from '../types/report.ts';
import { chooseDesigns } from './choose_designs.ts';
import { addSections, wantedSections } from './compute.ts';
import { Failure } from './exit.ts';
import { parseThreads } from './options.ts';
import { addOutputs, type OutputOptions, printSchema, putOut } from './outputs.ts';
import { loadReport } from './report.ts';
import { note } from './terminal.ts';

interface MergeOptions extends OutputOptions {
  schema?: boolean;
  threads?: number;
}

export function register(program: Command): void {
  const command = program
    .command('merge')
    .description('Put the reports of the parts of a corpus together: `compare --shard 1/3` to `3/3`, in any order.')
    .argument('[file...]', 'the JSON Lines reports of all parts');
  addOutputs(command)
    .option('--threads <number>', 'how many to run on; as many as there are processors unless told', parseThreads)
    .action(merge);
}

async function merge(names: string[], options: MergeOptions): Promise<void> {
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
  await putOut(await withSections(whole, options), options);
}

/**
 * What `compare` works out beside the runs, over the fixtures of all parts: a cause is found by the shortest of all that
 * show it, so that the faults of parts do not add up to those of the whole.
 */
async function withSections(whole: Report, { format, out, quiet, threads }: MergeOptions): Promise<Report> {
  const { header } = whole;
  const corpus = await loadCorpus();
  const here = new Map(corpus.fixtures.map((fixture) => [fixture.id, fixture]));
  const other = whole.fixtures.find(({ fixture, hash }) => here.get(fixture)?.hash !== hash);
  if (other !== undefined) {
    note(`no faults are looked for: ${other.fixture} is not what it was when the parts were made; check out the same`);
    return whole;
  }
  const fixtures = whole.fixtures.map(({ fixture }) => here.get(fixture)!);
  const design = header.designs.map(({ id, file }) => file ?? id);
  const chosen = await chooseDesigns({ design, base: header.base, without: header.without });
  try {
    const task = { header, fixtures, chosen, threads, quiet };
    const sections = wantedSections({ format, ...(out ? { out } : {}) }, corpus.hash === header.corpus.hash, task);
    // What the parts say came from elsewhere: nothing of it goes into the cache.
    return await addSections(task, whole, sections, noCache);
  } finally {
    await chosen.close();
  }
}
