import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../harness/corpus/root.ts';
import { entryPointNames } from '../../harness/types/entry_points.ts';
import { failureNames, failurePoint } from '../../harness/types/failures.ts';

const doc = readFileSync(join(projectRoot(), 'docs/failures.md'), 'utf8');
const named = (heading: string): string[] => {
  const section = doc.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!);
};

test('docs/failures.md lists what can fail, each with its errnos', () => {
  expect(named('Failures')).toEqual(failureNames);
  for (const name of failureNames) {
    const row = doc.split('\n').find((line) => line.startsWith(`| \`${name}\``));
    for (const errno of failurePoint(name).errnos) expect(row).toContain(errno);
  }
});

test('docs/failures.md lists what can be called', () => {
  expect(named('Entry points')).toEqual(entryPointNames);
});
