import type { Header, Report } from '../types/report.ts';

/** Reports that do not make one together; the message says which and why. */
export class MergeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MergeError';
  }
}

export interface NamedReport {
  /** What to call it in an error: its file. */
  name: string;
  report: Report;
}

/**
 * The report of the whole corpus from those of its parts (`compare --shard 1/3` .. `3/3`), in any order: what compare
 * without a shard would have written. Throws a MergeError for parts that are missing, there twice, or of another run.
 */
export function mergeReports(parts: readonly NamedReport[]): Report {
  const [first] = parts;
  if (first === undefined) throw new MergeError('there is nothing to merge');
  for (const part of parts) checkSameRun(first, part);
  const inOrder = sorted(parts).map(({ report }) => report);
  // A shard holds every n-th fixture: dealt out again, they lie in the order of the corpus.
  const longest = Math.max(...inOrder.map(({ fixtures }) => fixtures.length));
  const turns = Array.from({ length: longest }, (_, turn) => inOrder.map((report) => report.fixtures[turn])).flat();
  const fixtures = turns.filter((fixture) => fixture !== undefined);
  const inCorpus = <T extends { fixture: string }>(all: readonly T[]): T[] => {
    const groups = new Map<string, T[]>();
    for (const one of all) groups.set(one.fixture, [...(groups.get(one.fixture) ?? []), one]);
    return fixtures.flatMap(({ fixture }) => groups.get(fixture) ?? []);
  };
  const { shard: _, ...header } = first.report.header;
  const traces = inOrder.flatMap((report) => report.traces ?? []);
  return {
    header: { ...header, corpus: { ...header.corpus, fixtures: fixtures.length } },
    results: inCorpus(inOrder.flatMap(({ results }) => results)),
    fixtures,
    featureOff: {
      compared: inOrder.reduce((sum, { featureOff }) => sum + featureOff.compared, 0),
      different: inOrder.reduce((sum, { featureOff }) => sum + featureOff.different, 0),
      exceptions: inCorpus(inOrder.flatMap(({ featureOff }) => featureOff.exceptions)),
    },
    ...(traces.length > 0 ? { traces: inCorpus(traces) } : {}),
  };
}

/** Keys of a header in which the parts of one run may differ. */
const own: readonly string[] = ['shard', 'corpus'] satisfies (keyof Header)[];

function checkSameRun(first: NamedReport, part: NamedReport): void {
  const [a, b] = [first.report.header, part.report.header];
  if (a.corpus.hash !== b.corpus.hash)
    throw new MergeError(`${part.name} is of corpus ${b.corpus.hash}, ${first.name} of ${a.corpus.hash}`);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Header>;
  for (const key of keys)
    if (!own.includes(key) && JSON.stringify(a[key]) !== JSON.stringify(b[key]))
      throw new MergeError(`${part.name} and ${first.name} are of different runs: their headers differ in ${key}`);
}

/** By the number of the shard. */
function sorted(parts: readonly NamedReport[]): NamedReport[] {
  const byNumber = new Map<number, NamedReport>();
  let total = 0;
  for (const part of parts) {
    const [, index, count] = /^(\d+)\/(\d+)$/.exec(part.report.header.shard ?? '') ?? [];
    if (index === undefined)
      throw new MergeError(`${part.name} is no part of a corpus: it was not written with --shard`);
    if (total !== 0 && total !== Number(count))
      throw new MergeError(`${part.name} is part ${index} of ${count}, the others are of ${total}`);
    total = Number(count);
    const twin = byNumber.get(Number(index));
    if (twin) throw new MergeError(`${part.name} and ${twin.name} are both part ${index}/${count}`);
    byNumber.set(Number(index), part);
  }
  const numbers = Array.from({ length: total }, (_, at) => at + 1);
  const missing = numbers.filter((number) => !byNumber.has(number));
  if (missing.length > 0)
    throw new MergeError(`part ${missing.map((number) => `${number}/${total}`).join(', ')} is missing`);
  return numbers.map((number) => byNumber.get(number)!);
}
