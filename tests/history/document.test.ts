import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lookBlindly } from '../../harness/history/blind.ts';
import { mendedBugs } from '../../harness/history/mended.ts';
import { beyond, neutral } from '../../harness/history/neutral.ts';

const text = readFileSync('docs/history.md', 'utf8');
const [, walks, seed] = /the same (\d+) walks, drawn from seed (\d+) on/.exec(text)!;
const options = { seed: Number(seed), walks: Number(walks) };
const rowOf = (title: string): string[] =>
  text
    .split('\n')
    .find((line) => line.startsWith(`| ${title}`))!
    .split(' | ');

test('docs/history.md has a row for every bug, neutral change and bug beyond the model', () => {
  for (const { title } of [...mendedBugs, ...neutral, ...beyond]) expect(text).toContain(`| ${title}`);
});

/** Those that few walks find. */
const sample = ['node-span-from-0', 'isolated-for-ever', 'cancel-without-going', 'add-fails-without-altmap'];

test.each(sample)('docs/history.md says of %s what looking for it again says', (id) => {
  const entry = mendedBugs.find((each) => each.id === id)!;
  const { byInvariant, byParting } = lookBlindly(entry, options);
  const row = rowOf(entry.title);
  expect(row.at(-2)).toBe(`${byInvariant?.what}, walk ${byInvariant?.walks}`);
  expect(row.at(-1)).toBe(`${byParting?.what}, walk ${byParting?.walks} |`);
});

test('docs/history.md counts its own rows', () => {
  const found = mendedBugs.filter(({ title }) =>
    rowOf(title)
      .slice(-2)
      .some((cell) => !/^no\b/.test(cell)),
  );
  expect(text).toContain(`${found.length} of ${mendedBugs.length} bugs are found blind`);
});
