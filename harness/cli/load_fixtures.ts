import { formatProblem } from '../corpus/format_problem.ts';
import { type Corpus, loadCorpus } from '../corpus/load.ts';
import { Failure, leaveWith } from './exit.ts';
import { matchesGlob } from './glob.ts';
import type { Shard } from './options.ts';
import { suggest } from './suggest.ts';
import { note, wantsColor } from './terminal.ts';

/**
 * The fixtures that match any of the patterns (all without one), and of those the shard's share. Files that cannot be
 * read are told on standard error and leave the exit code 65; the others are returned all the same. Throws a Failure
 * when a pattern matches nothing.
 */
export async function loadFixtures(patterns: readonly string[], shard?: Shard): Promise<Corpus> {
  const corpus = await loadCorpus({ globs: patterns });
  const { fixtures, problems } = corpus;
  for (const problem of problems) note(formatProblem(problem, { color: wantsColor(process.stderr) }));
  if (problems.length > 0) leaveWith('badInput');
  for (const pattern of patterns) {
    const unreadable = problems.some(({ file }) => matchesGlob(pattern, idOf(file)));
    if (!unreadable && !fixtures.some(({ id }) => matchesGlob(pattern, id))) throw await noFixture(pattern);
  }
  if (fixtures.length === 0) throw new Failure(problems.length > 0 ? 'badInput' : 'noMatch', 'no fixture to run');
  return shard ? { ...corpus, fixtures: shareOf(fixtures, shard) } : corpus;
}

/** Every n-th element, so that a topic is spread over the shards. */
export function shareOf<T>(all: readonly T[], { index, count }: Shard): T[] {
  return all.filter((_, position) => position % count === index - 1);
}

async function noFixture(pattern: string): Promise<Failure> {
  const { fixtures } = await loadCorpus();
  const hint = suggest(
    pattern,
    fixtures.map(({ id }) => id),
  );
  return new Failure('noMatch', `no fixture "${pattern}"`, hint);
}

function idOf(file: string): string {
  return file.replace(/^fixtures\/scenarios\//, '').replace(/\.ya?ml$/, '');
}
