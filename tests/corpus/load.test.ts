import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cache, cacheIn } from '../../harness/cache/cache.ts';
import { loadCorpus, loadMachine } from '../../harness/corpus/load.ts';
import { projectRoot } from '../../harness/corpus/root.ts';
import { temporaryFolder } from '../temporary_folder.ts';

const scenario = (verb: string): string => `title: t\nmachine: x86-64-128M\nsteps:\n  - add: d0\n  - ${verb}: d0\n`;
let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = temporaryFolder();
  cpSync(join(projectRoot(), 'fixtures/machines'), join(root, 'fixtures/machines'), { recursive: true });
  write('fixtures/scenarios/a/one.yaml', scenario('online'));
  write('fixtures/scenarios/b/two.yaml', scenario('online_movable'));
});
// One test takes the right to write away; without it the folder could not be removed.
afterEach(() => chmodSync(root, 0o755));

test('ids are paths below scenarios, topics the folder', async () => {
  const { fixtures } = await loadCorpus({ root });
  expect(fixtures.map(({ id, topic, file }) => [id, topic, file])).toEqual([
    ['a/one', 'a', 'fixtures/scenarios/a/one.yaml'],
    ['b/two', 'b', 'fixtures/scenarios/b/two.yaml'],
  ]);
});

test('a bad fixture does not stop the others', async () => {
  write('fixtures/scenarios/a/bad.yaml', scenario('onlin'));
  symlinkSync('nowhere', join(root, 'fixtures/scenarios/a/gone.yaml'));
  const { fixtures, problems } = await loadCorpus({ root });
  expect(fixtures.map(({ id }) => id)).toEqual(['a/one', 'b/two']);
  expect(problems.map(({ file, code }) => [file, code])).toEqual([
    ['fixtures/scenarios/a/bad.yaml', 'unknown-step'],
    ['fixtures/scenarios/a/gone.yaml', 'unreadable'],
  ]);
});

test('two files that do the same are told', async () => {
  write('fixtures/scenarios/c/copy.yaml', scenario('online').replace('title: t', 'title: another'));
  const { fixtures, problems } = await loadCorpus({ root });
  expect(fixtures).toHaveLength(2);
  expect(problems).toEqual([expect.objectContaining({ code: 'duplicate-id', file: 'fixtures/scenarios/c/copy.yaml' })]);
});

test('one id in two files is told', async () => {
  write('fixtures/scenarios/a/one.yml', scenario('offline'));
  const { fixtures, problems } = await loadCorpus({ root });
  expect(fixtures.map(({ id }) => id)).toEqual(['a/one', 'b/two']);
  expect(problems).toEqual([expect.objectContaining({ code: 'duplicate-id', file: 'fixtures/scenarios/a/one.yml' })]);
});

test('globs choose, and leave the problems of other files alone', async () => {
  write('fixtures/scenarios/a/bad.yaml', scenario('onlin'));
  const { fixtures, problems } = await loadCorpus({ root, globs: ['b/*'] });
  expect([fixtures.map(({ id }) => id), problems]).toEqual([['b/two'], []]);
});

test('the second load takes its readings from the cache and says the same', async () => {
  write('fixtures/scenarios/a/bad.yaml', scenario('onlin'));
  const kept = new Map<string, string>();
  const cache: Cache = { recall: (key) => kept.get(key), keep: (key, text) => kept.set(key, text) };
  const first = await loadCorpus({ root, cache });
  expect(kept.size).toBe(1);
  expect(await loadCorpus({ root, cache })).toEqual(first);
  for (const [key, text] of kept) kept.set(key, text.replace('"title":"t"', '"title":"from the cache"'));
  expect((await loadCorpus({ root, cache })).fixtures[0]?.title).toBe('from the cache');
});

test('an edit shows even when size and time stay the same', async () => {
  const cache = cacheIn(join(temporaryFolder(), 'cache'));
  await loadCorpus({ root, cache });
  const path = join(root, 'fixtures/scenarios/a/one.yaml');
  const at = new Date(0);
  utimesSync(path, at, at);
  const before = await loadCorpus({ root, cache });
  writeFileSync(path, scenario('online').replace('title: t', 'title: u'));
  utimesSync(path, at, at);
  const after = await loadCorpus({ root, cache });
  expect([before.fixtures[0]?.title, after.fixtures[0]?.title]).toEqual(['t', 'u']);
});

test('an edit of a machine shows in the fixtures on it', async () => {
  const cache = cacheIn(join(temporaryFolder(), 'cache'));
  await loadCorpus({ root, cache });
  const path = 'fixtures/machines/x86-64-128M.yaml';
  write(path, readFileSync(join(root, path), 'utf8').replace('struct_page: 64', 'struct_page: 96'));
  expect((await loadCorpus({ root, cache })).fixtures[0]?.machine.structPageBytes).toBe(96);
});

test('without scenarios there is nothing, and no error', async () => {
  rmSync(join(root, 'fixtures'), { recursive: true });
  expect(await loadCorpus({ root })).toMatchObject({ fixtures: [], problems: [] });
});

test('a machine by a wrong name is refused with the nearest', async () => {
  await expect(loadMachine('x86-64-128', { root })).rejects.toMatchObject({
    problems: [{ code: 'no-such-machine', hint: 'did you mean `x86-64-128M`?' }],
  });
});
