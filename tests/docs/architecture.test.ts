import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { floors } from '../floors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = readFileSync(`${root}docs/architecture.md`, 'utf8');
const tree = /```text\n([\s\S]*?)```/.exec(text)![1]!.trimEnd().split('\n');
const entries = tree
  .map((line) => /^( *)(\S+) {2,}\S/.exec(line)!)
  .map(([, indent, name]) => ({ indent: indent!.length, name: name! }));

test('every folder and file of the tree exists', () => {
  const paths = entries.map(({ indent, name }) => (indent > 0 ? `harness/${name}` : name));
  expect(paths.filter((path) => !existsSync(root + path))).toEqual([]);
});

test('the tree has every floor of harness/, from the ground up', () => {
  const named = entries.filter(({ indent }) => indent > 0).map(({ name }) => name.replace(/\/$/, ''));
  const there = readdirSync(`${root}harness`);
  expect(named).toEqual(floors.filter((floor) => there.includes(floor)));
  expect(there.filter((name) => !named.includes(name))).toEqual([]);
});

test('every function on the way is exported by the file that is named', () => {
  const named = [...text.matchAll(/`(harness\/[\w/]+\.ts):(\w+)`/g)];
  expect(named.length).toBeGreaterThan(10);
  const missing = named.filter(([, file, name]) => {
    return !new RegExp(`^export (async )?(function|const) ${name}\\b`, 'm').test(readFileSync(root + file!, 'utf8'));
  });
  expect(missing.map(([path]) => path)).toEqual([]);
});

test('every file that is named exists', () => {
  const named = [...text.matchAll(/`((?:harness|fixtures|docs)\/[\w/.-]+?)(?::\w+)?`/g)].map(([, path]) => path!);
  expect(named.filter((path) => !existsSync(root + path))).toEqual([]);
});
