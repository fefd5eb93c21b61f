import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { asJson, type Cache, cacheIn, keyOf, remembered } from '../../harness/cache/cache.ts';
import { temporaryFolder } from '../temporary_folder.ts';

let folder: string;
let cache: Cache;
beforeEach(() => {
  folder = join(temporaryFolder(), 'results');
  cache = cacheIn(folder);
});

test('what was kept is recalled, and nothing temporary stays', () => {
  cache.keep('key', 'text ✔');
  expect(cache.recall('key')).toBe('text ✔');
  expect(readdirSync(folder)).toEqual(['key']);
});

test('what was never kept is not there', () => {
  expect(cache.recall('key')).toBeUndefined();
});

test('the key tells apart everything that it is made of', () => {
  const keys = [keyOf('a', 'b'), keyOf('ab'), keyOf(['a', 'b']), keyOf('a', 'b', {})];
  expect(new Set(keys).size).toBe(keys.length);
  expect(keyOf('a', { b: 1 })).toBe(keyOf('a', { b: 1 }));
});

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5)],
  ['empty', () => Buffer.alloc(0)],
  ['not compressed', () => Buffer.from('key\ntext')],
  ['that of another key', () => gzipSync('other\ntext')],
  ['with a byte turned', (bytes: Buffer) => bytes.map((byte, at) => (at === bytes.length - 10 ? byte ^ 1 : byte))],
])('an entry that is %s is not there, and is replaced', async (_, spoil) => {
  cache.keep('key', '"old"');
  const file = join(folder, 'key');
  writeFileSync(file, spoil(readFileSync(file)));
  expect(cache.recall('key')).toBeUndefined();
  expect(await remembered(cache, 'key', asJson, () => 'new')).toBe('new');
  expect(cache.recall('key')).toBe('"new"');
});

test('an entry that cannot be understood is computed anew and replaced', async () => {
  cache.keep('key', 'no JSON');
  expect(await remembered(cache, 'key', asJson, () => 5)).toBe(5);
  expect(cache.recall('key')).toBe('5');
});

test('what is known is not computed', async () => {
  cache.keep('key', '5');
  const value = await remembered(cache, 'key', asJson, () => {
    throw new Error('computed');
  });
  expect(value).toBe(5);
});

test('where the folder cannot be made nothing is kept and nothing fails', async () => {
  writeFileSync(folder, 'a file where the folder should be');
  expect(await remembered(cache, 'key', asJson, () => 5)).toBe(5);
  expect(cache.recall('key')).toBeUndefined();
  expect(readFileSync(folder, 'utf8')).toMatch(/^a file/);
});

/** Texts that do not compress: 1000 characters of them make about 750 bytes. */
const dense = (seed: number): string =>
  Array.from({ length: 1000 }, (_, at) => String.fromCharCode(33 + ((seed + at * at * 7919 + at * 31) % 89))).join('');

test('beyond the bound what was not asked for the longest goes', () => {
  const small = cacheIn(folder, 1);
  const roomy = cacheIn(folder, 1e6);
  for (const key of ['a', 'b', 'c']) roomy.keep(key, dense(key.charCodeAt(0)));
  for (const [at, key] of ['b', 'c', 'a'].entries()) utimesSync(join(folder, key), at + 1, at + 1);
  const size = statSync(join(folder, 'a')).size;
  // Room for two: of b, c, a and the new one, b and c are the oldest.
  cacheIn(folder, size * 2.5).keep('d', dense(9));
  expect(readdirSync(folder).sort()).toEqual(['a', 'd']);
  small.keep('e', dense(10));
  expect(existsSync(join(folder, 'a'))).toBe(false);
});

test('what is recalled counts as used', () => {
  for (const key of ['a', 'b']) cache.keep(key, dense(key.charCodeAt(0)));
  for (const [at, key] of ['a', 'b'].entries()) utimesSync(join(folder, key), at + 1, at + 1);
  cache.recall('a');
  cacheIn(folder, statSync(join(folder, 'a')).size * 2.5).keep('c', dense(3));
  expect(readdirSync(folder).sort()).toEqual(['a', 'c']);
});
