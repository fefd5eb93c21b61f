import type { Fixture, Machine } from '../types/scenario.ts';
import { type Cache, type CachedMachines, readCache, writeCache } from './cache.ts';
import { corpusHash, shortHash } from './canonical.ts';
import { listYaml, readText, type TextFile } from './files.ts';
import { matcher } from './glob.ts';
import { type Problem, ProblemsError } from './problem.ts';
import { findRoot } from './root.ts';

export interface Corpus {
  /** Sorted by id. */
  fixtures: Fixture[];
  /** Everything wrong with files that were asked for and with machine files, sorted by file and line. */
  problems: Problem[];
  /** First 16 hex digits of the sha256 over ids and hashes of `fixtures`. */
  hash: string;
}

export interface CorpusOptions {
  /** Folder that holds fixtures/; that of this package unless given. */
  root?: string;
  /** Ids to load, as globs: `zone-span/*`, `shrink-*`, a topic. All unless given. */
  globs?: readonly string[];
  /** Keep readings under .cache/ of the root; true unless given. */
  cache?: boolean;
}

/** The parser and the schemas take longer to load than all fixtures to come from the cache. */
const readers = (): Promise<[typeof import('./read_fixture.ts'), typeof import('./read_machines.ts')]> =>
  Promise.all([import('./read_fixture.ts'), import('./read_machines.ts')]);

function twice(files: readonly TextFile[]): Problem[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ id, file }) => {
    const other = seen.get(id);
    seen.set(id, file);
    return other === undefined
      ? []
      : [
          {
            code: 'duplicate-id' as const,
            file,
            line: 1,
            column: 1,
            message: `\`${id}\` is also ${other}`,
            hint: 'rename one of the two',
            frame: '',
          },
        ];
  });
}

async function machinesOf(root: string, cache: Cache): Promise<CachedMachines> {
  const files = listYaml(root, 'fixtures/machines');
  const texts = files.map(({ id, file }) => ({ id, file, text: readText(root, file) }));
  const key = shortHash(JSON.stringify(texts));
  if (cache.machines?.key === key) return cache.machines;
  const [, { readMachines }] = await readers();
  const readable = texts.flatMap(({ text, ...names }) => (typeof text === 'string' ? [{ ...names, text }] : []));
  const unreadable = texts.flatMap(({ text }) => (typeof text === 'string' ? [] : [text]));
  const { machines, problems } = readMachines(readable);
  return { key, machines: [...machines], problems: [...twice(files), ...unreadable, ...problems] };
}

/**
 * Loads the scenarios below fixtures/scenarios. A file that cannot be used becomes problems and stops no other. Readings
 * are cached by content, so that an unchanged corpus costs one JSON file and a hash per fixture.
 */
export async function loadCorpus(options: CorpusOptions = {}): Promise<Corpus> {
  const root = options.root ?? findRoot();
  const useCache = options.cache ?? true;
  const cache: Cache = useCache ? readCache(root) : { loader: '', fixtures: {} };
  const machines = await machinesOf(root, cache);
  const presets = new Map(machines.machines);
  const wanted = matcher(options.globs);
  const all = listYaml(root, 'fixtures/scenarios');
  const files = all.filter(({ id }) => wanted(id));
  const problems: Problem[] = [...machines.problems, ...twice(files)];
  const doubled = new Set(problems.map(({ file }) => file));
  const fixtures: Fixture[] = [];
  const fresh: Cache = { loader: cache.loader, machines, fixtures: {} };
  for (const { file } of all) if (cache.fixtures[file]) fresh.fixtures[file] = cache.fixtures[file];
  let changed =
    cache.machines !== machines || Object.keys(cache.fixtures).length !== Object.keys(fresh.fixtures).length;
  for (const { id, file } of files) {
    const text = readText(root, file);
    if (typeof text !== 'string') {
      problems.push(text);
      continue;
    }
    const key = shortHash(`${machines.key}\0${text}`);
    let entry = fresh.fixtures[file];
    if (entry?.key !== key) {
      const [{ readFixture }] = await readers();
      entry = { key, ...readFixture(text, id, file, presets) };
      fresh.fixtures[file] = entry;
      changed = true;
    }
    problems.push(...entry.problems);
    if (entry.fixture && !doubled.has(file)) fixtures.push(entry.fixture);
  }
  if (useCache && changed) writeCache(root, fresh);
  problems.push(...sameContent(fixtures));
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
  fixtures.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { fixtures, problems, hash: corpusHash(fixtures) };
}

/** Two files that do and expect the same would be one fixture in every report. The later one is dropped. */
function sameContent(fixtures: Fixture[]): Problem[] {
  const seen = new Map<string, Fixture>();
  const copies = fixtures.filter((fixture) => {
    const first = seen.get(fixture.hash);
    if (!first) seen.set(fixture.hash, fixture);
    return first !== undefined;
  });
  for (const copy of copies) fixtures.splice(fixtures.indexOf(copy), 1);
  return copies.map(({ file, hash }) => ({
    code: 'duplicate-id',
    file,
    line: 1,
    column: 1,
    message: `does and expects the same as ${seen.get(hash)!.file}`,
    hint: 'delete one of the two, or change what it does',
    frame: '',
  }));
}

/** All presets of fixtures/machines that can be used, by id. */
export async function loadMachines(
  options: Pick<CorpusOptions, 'root' | 'cache'> = {},
): Promise<{ machines: Map<string, Machine>; problems: Problem[] }> {
  const root = options.root ?? findRoot();
  const { machines, problems } = await machinesOf(
    root,
    (options.cache ?? true) ? readCache(root) : { loader: '', fixtures: {} },
  );
  return { machines: new Map(machines), problems };
}

/** One preset. Throws {@link ProblemsError} when there is none of that name or its file has errors. */
export async function loadMachine(id: string, options: Pick<CorpusOptions, 'root' | 'cache'> = {}): Promise<Machine> {
  const { machines, problems } = await loadMachines(options);
  const machine = machines.get(id);
  if (machine) return machine;
  const file = `fixtures/machines/${id}.yaml`;
  const own = problems.filter((problem) => problem.file === file);
  const { didYouMean } = await import('./suggest.ts');
  throw new ProblemsError(
    own.length > 0
      ? own
      : [
          {
            code: 'no-such-machine',
            file,
            line: 0,
            column: 0,
            message: `no machine \`${id}\``,
            hint: didYouMean(id, [...machines.keys()]),
            frame: '',
          },
        ],
  );
}
