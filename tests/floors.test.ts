import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { floors } from './floors.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Import {
  from: string;
  to: string;
}

/** Every import of a file of `folder` from the checkout, as paths below the root. */
function importsOf(folder: string): Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return files.flatMap((file) => {
    const path = join(root, folder, file);
    const specifiers = readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
    return [...specifiers].map(([, to]) => ({
      from: relative(root, path),
      to: relative(root, join(dirname(path), to!)),
    }));
  });
}

const floorOf = (file: string): number => floors.indexOf(file.split('/')[1] ?? '');
const inHarness = importsOf('harness');

describe('the floors of harness/', () => {
  test('every file stands on one', () => {
    expect([...new Set(inHarness.map(({ from }) => from))].filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  test('no import runs upward', () => {
    const upward = inHarness.filter(({ from, to }) => to.startsWith('harness/') && floorOf(to) > floorOf(from));
    expect(upward.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test('an import that runs upward would be seen', () => {
    expect(floorOf('harness/kernel/mm/page.ts')).toBeLessThan(floorOf('harness/corpus/load.ts'));
  });

  test('nothing in harness/ imports a strategy', () => {
    expect(inHarness.filter(({ to }) => to.startsWith('strategies/'))).toEqual([]);
  });

  test('strategies/ import the design API and each other', () => {
    const others = importsOf('strategies').filter(
      ({ to }) => to !== 'harness/design.ts' && !to.startsWith('strategies/'),
    );
    expect(others).toEqual([]);
  });
});
