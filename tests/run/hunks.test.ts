import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { findRoot } from '../../harness/corpus/root.ts';
import type { Design } from '../../harness/design.ts';
import { designId, designs } from '../../harness/run/designs.ts';
import { baseTable, currentHunks, definitionsOf, hunkHash, normalise } from '../../harness/run/hunks.ts';

test('layout, comments, quotes and trailing commas do not change the text', () => {
  const a = "f(x, { a: 1, }) {\n  // why\n  return g('it', x,);\n}";
  const b = 'f(x,{a:1}){return g("it",x)}';
  expect(normalise(a)).toBe(normalise(b));
});

test('what vite makes of an import reads as the name itself', () => {
  expect(normalise('(z) => (0,__vi_import_3__.zone_idx)(z) + __vite_ssr_import_0__.X')).toBe(
    normalise('(z) => zone_idx(z) + X'),
  );
});

test('parentheses that the grammar does not need are dropped', () => {
  for (const [a, b] of [
    ['return (f & A) | B', 'return f & A | B'],
    ['return (x).y', 'return x.y'],
    ['return (a && b)', 'return a && b'],
    ['() => (c ? a : b)', '() => c ? a : b'],
  ] as const)
    expect(normalise(a)).toBe(normalise(b));
});

test('parentheses that change the meaning stay', () => {
  for (const [a, b] of [
    ['a * (b + c)', 'a * b + c'],
    ['!(f & A)', '!f & A'],
    ['return (f & A) !== 0', 'return f & A !== 0'],
    ['a - (b - c)', 'a - b - c'],
    ['2 ** (n + 1)', '2 ** n + 1'],
    ['return (a ?? b).c', 'return a ?? b.c'],
  ] as const)
    expect(normalise(a), a).not.toBe(normalise(b));
});

test('a changed bound, order or operator changes the hash', () => {
  const body = (k: { f(n: number): void }) => k.f(1);
  const other = (k: { f(n: number): void }) => k.f(2);
  expect(hunkHash(body)).not.toBe(hunkHash(other));
});

/** Every function of the release and of the designs, by owner and name. */
function allHashes(): Record<string, string> {
  const hashes: Record<string, string> = {};
  for (const [name, body] of baseTable()) hashes[name] = hunkHash(body);
  for (const design of designs)
    for (const [name, body] of definitionsOf(design)) hashes[`${designId(design)}:${name}`] = hunkHash(body);
  return hashes;
}

test('the compiled program and the sources under vitest agree about every function', () => {
  const at = (file: string) => JSON.stringify(pathToFileURL(join(findRoot(), 'dist', 'harness', 'run', file)).href);
  const script = `
    const { baseTable, definitionsOf, hunkHash } = await import(${at('hunks.js')});
    const { designId, designs } = await import(${at('designs.js')});
    const hashes = {};
    for (const [name, body] of baseTable()) hashes[name] = hunkHash(body);
    for (const design of designs) for (const [name, body] of definitionsOf(design)) hashes[designId(design) + ':' + name] = hunkHash(body);
    console.log(JSON.stringify(hashes));`;
  const compiled = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  );
  expect(compiled).toEqual(allHashes());
});

test('a design over another is held against that one’s bodies', () => {
  const below = designs.find((design) => designId(design) === 'david@v10') as Design;
  const above = { ...below, revision: 'x', over: [...(below.over ?? []), below] } as Design;
  expect(currentHunks(above).get('online_pages')).not.toBe(currentHunks(below).get('online_pages'));
});
