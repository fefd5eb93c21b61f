import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const document = readFileSync('docs/checked-against-the-mail.md', 'utf8');

/** Per section: the file of its title, and the lines that its table quotes. */
const sections = document
  .split(/^## /m)
  .slice(1)
  .map((text) => ({
    file: `strategies/${/\((?:\.\.\/strategies\/)([^)]+)\)/.exec(text)?.[1]}`,
    quoted: text
      .split('\n')
      .filter((line) => /^\| (?!---|Step )/.test(line))
      .flatMap((line) => {
        const code = line.replace(/^\| (?:\\\||[^|])*\| /, '').replace(/ \|$/, '');
        return code.split('<br>').map((each) => each.replace(/^(`+) ?(.*?) ?\1$/, '$2').replaceAll('\\|', '|'));
      }),
  }));

/** Lines of the patch that say something: no comment, and more than brackets. */
function statementsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return source
    .slice(source.indexOf('patch: (k'))
    .split('\n')
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => !/^(\/\/|\/?\*|[\][(){}\s;,]*$)/.test(line));
}

test('the four designs and what they stand on are there', () => {
  expect(sections.map(({ file }) => file)).toEqual([
    'strategies/shared/memmap_on_memory.ts',
    'strategies/oscar/v5.ts',
    'strategies/david/v10.ts',
    'strategies/michal/reserve_posted.ts',
    'strategies/michal/pfn_block.ts',
  ]);
});

describe.each(sections)('$file', ({ file, quoted }) => {
  test('every statement of its patch is in the table, in order, and no other', () => {
    expect(quoted).toEqual(statementsOf(file));
  });
});

test('every row says a step', () => {
  const rows = document.split('\n').filter((line) => line.startsWith('| '));
  expect(rows.filter((row) => /^\|\s*\|/.test(row))).toEqual([]);
});
