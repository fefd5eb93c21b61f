import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { projectRoot } from '../../harness/corpus/root.ts';
import type { Design } from '../../harness/design.ts';
import { designFiles } from '../../harness/run/design_files.ts';
import { findDesign } from '../../harness/run/designs.ts';
import { hashOf, textOf } from '../../harness/run/function_text.ts';
import { baseTable, currentHunks, definitionsOf } from '../../harness/run/hunks.ts';
import { lockFile, lockText } from '../../harness/run/hunks_lock.ts';

const david = findDesign('david@v10') as Design;

test('the text of every function of the model and of strategies/ is that of its TypeScript file', () => {
  const all = [baseTable(), ...designFiles().map(({ design, mend }) => definitionsOf(mend ?? design))];
  // What a compiler printed begins with the function, what is written with its name.
  for (const one of all.flatMap((table) => [...table.values()]))
    expect([one.file, one.name, textOf(one)[0], textOf(one).length > 2]).toEqual([one.file, one.name, one.name, true]);
});

test('the lock is what `validate --update-hunks` writes', () => {
  expect(readFileSync(join(projectRoot(), lockFile), 'utf8')).toBe(lockText());
});

test('the compiled program and the sources under vitest agree about every hash', () => {
  const module = pathToFileURL(join(projectRoot(), 'dist', 'harness', 'run', 'hunks_lock.js')).href;
  const script = `process.stdout.write((await import(${JSON.stringify(module)})).lockText());`;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe(lockText());
});

test('a changed bound changes the hash, a changed file of its caller does not', () => {
  const body = (k: { f(n: number): void }) => k.f(1);
  const other = (k: { f(n: number): void }) => k.f(2);
  const of = (each: typeof body) => hashOf({ name: 'x', body: each, file: undefined, design: undefined });
  expect(of(body)).not.toBe(of(other));
});

test('a design over another is held against that one’s bodies', () => {
  const above = { ...david, revision: 'x', over: [...(david.over ?? []), david] } as Design;
  expect(currentHunks(above).get('online_pages')).not.toBe(currentHunks(david).get('online_pages'));
});
