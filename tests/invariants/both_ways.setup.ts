import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { afterAll, expect } from 'vitest';
import { looksOf } from './looks.ts';

/**
 * The test file of an invariant has a state that it finds well and one that it does not: looked at when all its tests have
 * passed. That each invariant has such a file, registry.test.ts holds.
 */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads what a hook asks for off its pattern.
afterAll(({}, { file: { filepath, tasks } }) => {
  const file = relative('tests', filepath).replaceAll(sep, '/');
  const id = /^invariants\/(\w+\/[\w-]+)\.test\.ts$/.exec(file)?.[1];
  if (!id || !tasks.every(({ result }) => result?.state === 'pass')) return;
  if (!readFileSync(`harness/invariants/${id}.ts`, 'utf8').includes('defineInvariant(')) return;
  expect(new Set(looksOf(id).map((look) => look())), `states that ${id} finds well and not`).toEqual(
    new Set([true, false]),
  );
});
