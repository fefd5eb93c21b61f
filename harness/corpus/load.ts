import { asJson, type Cache, keyOf, openCache, remembered } from '../cache/cache.ts';
import type { Fixture, Machine } from '../types/scenario.ts';
import { readYaml } from './files.ts';
import { matcher } from './glob.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { projectRoot } from './root.ts';

export interface Corpus {
  /** Sorted by id. */
  fixtures: Fixture[];
  /** Everything wrong with files that were asked for and with machine files, sorted by file and line. */
  problems: Problem[];
  /** First 16 hex digits of the sha256 over ids and hashes of `fixtures`. */
  hash: string;
}

export interface Machines {
  machines: [id: string, machine: Machine][];
  problems: Problem[];
}

export interface CorpusOptions {
  /** Folder that holds fixtures/; that of this package unless given. */
  root?: string;
  /** Ids to load, as globs: `zone-span/*`, `shrink-*`, a topic. All unless given. */
  globs?: readonly string[];
  /** Where readings are kept by content; that of the program unless given. */
  cache?: Cache;
}

/** The parser and the schemas take longer to load than all fixtures to come from the cache. */
const reader = (): Promise<typeof import('./read_corpus.ts')> => import('./read_corpus.ts');

/** Loads the scenarios below fixtures/scenarios; an unchanged corpus costs a hash over its files. */
export async function loadCorpus(options: CorpusOptions = {}): Promise<Corpus> {
  const { root = projectRoot(), globs, cache = openCache() } = options;
  const machines = readYaml(root, 'fixtures/machines');
  const files = readYaml(root, 'fixtures/scenarios', matcher(globs));
  return remembered(cache, keyOf('corpus', machines, files), asJson, async () => {
    const { readAllFixtures, readAllMachines } = await reader();
    return readAllFixtures(files, readAllMachines(machines));
  });
}

/** What is wrong with the fixtures of fixtures/live, which are for real guests and in no report. */
export async function checkLive(root: string = projectRoot()): Promise<Problem[]> {
  const { machines } = await loadMachines({ root });
  const { readFixture } = await import('./read_fixture.ts');
  return readYaml(root, 'fixtures/live').flatMap(({ id, file, text }) =>
    typeof text === 'string' ? readFixture(text, id, file, machines, { late: true }).problems : [text],
  );
}

/** All presets of fixtures/machines that can be used, by id. */
export async function loadMachines(
  options: Pick<CorpusOptions, 'root' | 'cache'> = {},
): Promise<{ machines: Map<string, Machine>; problems: Problem[] }> {
  const { root = projectRoot(), cache = openCache() } = options;
  const files = readYaml(root, 'fixtures/machines');
  const read = async () => (await reader()).readAllMachines(files);
  const { machines, problems } = await remembered<Machines>(cache, keyOf('machines', files), asJson, read);
  return { machines: new Map(machines), problems };
}

/** One preset. Throws {@link ProblemsError} when there is none of that name or its file has errors. */
export async function loadMachine(id: string, options: Pick<CorpusOptions, 'root' | 'cache'> = {}): Promise<Machine> {
  const { machines, problems } = await loadMachines(options);
  const machine = machines.get(id);
  if (machine) return machine;
  const file = `fixtures/machines/${id}.yaml`;
  const own = problems.filter((problem) => problem.file === file);
  if (own.length > 0) throw new ProblemsError(own);
  const { didYouMean } = await import('./suggest.ts');
  const place = { file, line: 0, column: 0, frame: '' };
  const hint = didYouMean(id, [...machines.keys()]);
  throw new ProblemsError([{ code: 'no-such-machine', ...place, message: `no machine \`${id}\``, hint }]);
}
