/** What to run: fixtures, designs and invariants, by the words of the command line. */

import { formatProblem } from '../corpus/format_problem.ts';
import { matchesGlob } from '../corpus/glob.ts';
import { type Corpus, loadCorpus } from '../corpus/load.ts';
import { suggest } from '../corpus/suggest.ts';
import { type DesignListing, listingOf } from '../run/designs.ts';
import { mendsFor, resolveDesign } from '../run/mends.ts';
import { Failure, leaveWith } from './exit.ts';
import type { Shard } from './options.ts';
import { note, wantsColor } from './terminal.ts';

export interface DesignChoice {
  design: readonly string[];
  allRevisions?: boolean;
  /** Any release where it is left out. */
  base?: string | undefined;
}

/**
 * The designs meant by ids and globs, in the order of the listing; without any the default ones, or all revisions. Only
 * those with a port to the base. Throws a Failure that says what is near, or which bases there are.
 */
export function selectDesigns(all: readonly DesignListing[], choice: DesignChoice): DesignListing[] {
  const { base } = choice;
  const isPorted = ({ on }: DesignListing): boolean => base === undefined || (on as readonly string[]).includes(base);
  const ported = referenceFirst(all.filter(isPorted));
  if (ported.length === 0) {
    const bases = [...new Set(all.flatMap((design) => design.on))];
    throw new Failure('noMatch', `no design for the base "${base}"`, suggest(base ?? '', bases));
  }
  if (choice.design.length === 0) return choice.allRevisions ? ported : ported.filter((design) => design.isDefault);
  const chosen = new Set<DesignListing>();
  const mended: DesignListing[] = [];
  for (const pattern of choice.design) {
    const [name = '', ...mends] = pattern.split('+');
    const found = ported.filter((design) => design.id === name || matchesGlob(name, design.id));
    if (found.length === 0) throw noDesign(pattern, all, choice.base);
    if (mends.length > 0) mended.push(...mendedReadings(found, mends));
    else for (const design of found) chosen.add(design);
  }
  return [...ported.filter((design) => chosen.has(design)), ...mended];
}

/** Each design with mends over it. The last one may be a glob: then each that applies, one at a time. */
function mendedReadings(found: readonly DesignListing[], words: readonly string[]): DesignListing[] {
  const last = words.at(-1) ?? '';
  const isGlob = /[*?[{]/.test(last);
  const before = isGlob ? words.slice(0, -1) : words;
  const readings = found.flatMap(({ id }) => {
    const known = mendsFor(id);
    const tails = isGlob ? known.map((mend) => mend.id).filter((mend) => matchesGlob(last, mend)) : [''];
    return tails.map((tail) => resolveDesign([id, ...before, ...(tail ? [tail] : [])].join('+')));
  });
  const made = readings.filter((reading) => typeof reading !== 'string');
  if (made.length > 0) return made.map((reading) => listingOf(reading));
  const why = readings.find((reading) => typeof reading === 'string');
  throw new Failure('noMatch', why ?? `no mend matches "${last}"`, 'list designs names the mends of each');
}

/** The kernel as released is what the others are measured against: it is the first column. */
function referenceFirst(designs: DesignListing[]): DesignListing[] {
  const released = (design: DesignListing): boolean => design.provenance === 'release';
  return [...designs.filter(released), ...designs.filter((design) => !released(design))];
}

function noDesign(pattern: string, all: readonly DesignListing[], base: string | undefined): Failure {
  const elsewhere = all.find((design) => design.id === pattern);
  if (elsewhere)
    return new Failure('noMatch', `${pattern} has no port to ${base}`, `it runs on ${elsewhere.on.join(', ')}: --base`);
  return new Failure(
    'noMatch',
    `no design "${pattern}"`,
    suggest(
      pattern,
      all.map((design) => design.id),
    ),
  );
}

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

/** Throws a usage Failure for an id that is no invariant. */
export async function checkWithout(ids: readonly string[]): Promise<void> {
  const { listInvariants } = await import('../invariants/registry.ts');
  const known = listInvariants().map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id)) continue;
    throw new Failure(
      'usage',
      `--without ${id}: no such invariant`,
      `${suggest(id, known)} \`list invariants\` has all`,
    );
  }
}
