import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { listDesigns } from '../harness/run/designs.ts';

/** Shared code that may name a design, and why. Comments may: they are for readers. */
const exceptions: Record<string, string> = {
  'harness/run/stack.ts': 'which design a release was shipped with is a fact about the release',
  'harness/oracle/import/provenance.ts': 'recordings say by label which patched kernel made them',
  'harness/cli/cost.ts': 'the default of --reference, which a reader changes on the command line',
  'harness/cli/interdiff.ts': 'examples in the text of --help',
  'harness/cli/conform.ts': 'an example in the text of --help',
  'harness/render/cost/render_real.ts': 'says "unpatched kernel" of a kernel that was measured, not of a design',
  'harness/mutants/': 'each mistake says into which design it is planted',
  'harness/history/': 'each bug says which revision had it',
  'harness/cli/walk.ts': 'the base that --off holds designs against',
};

const root = fileURLToPath(new URL('../', import.meta.url));
/** What every design stands on is no design of its own, and its family is an English word. */
const designs = listDesigns().filter(({ family }) => family !== 'shared');
const names = [...new Set(designs.flatMap(({ name, family }) => [name, family]))];
const word = new RegExp(`\\b(${names.join('|')})\\b`);

const withoutComments = (source: string): string => source.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');

function namedIn(source: string): string[] {
  return withoutComments(source)
    .split('\n')
    .filter((line) => word.test(line));
}

describe('shared code knows no design by name', () => {
  test('the names looked for are those of the designs', () => {
    expect(names).toEqual(expect.arrayContaining(['oscar', 'michal', 'david', 'unpatched']));
  });

  test('a branch on a design would be seen, a comment about one is none', () => {
    expect(namedIn(`if (design === '${names[0]}@v1') return;`)).toHaveLength(1);
    expect(namedIn(`/** \`${names[0]}@v1\` */\nconst x = 1; // as ${names[0]} does`)).toEqual([]);
  });

  test('no line of harness/ names one, but for the exceptions', () => {
    const files = readdirSync(join(root, 'harness'), { recursive: true, encoding: 'utf8' });
    const named = files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => relative(root, join(root, 'harness', file)))
      .filter((file) => !Object.keys(exceptions).some((known) => file.startsWith(known)))
      .flatMap((file) => namedIn(readFileSync(join(root, file), 'utf8')).map((line) => `${file}: ${line.trim()}`));
    expect(named).toEqual([]);
  });
});
