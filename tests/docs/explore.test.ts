import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alphabets } from '../../harness/explore/alphabets/all.ts';
import { program, root } from '../cli/program.ts';

const guide = readFileSync(join(root, 'docs', 'explore.md'), 'utf8');
const commands = [...guide.matchAll(/^ {4}npx mhp-compare (.*?)(?: +#.*)?$/gm)].map(([, words]) =>
  [...words!.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!),
);

test('the guide has commands of both verbs', () => {
  expect(new Set(commands.map(([verb]) => verb))).toEqual(new Set(['explore', 'explain']));
});

/** The bounds of the guide are for a reader with seconds to spare. */
const narrowed = (args: readonly string[]): string[] =>
  args[0] === 'explore'
    ? [...args, '--max-states', '12', ...(args.includes('--machine') ? [] : ['--machine', 's390-256M'])]
    : [...args];

test.each(commands.map((args) => [args.join(' '), args] as const))('%s', (_line, args) => {
  const { code, stdout, stderr } = program(narrowed(args));
  expect(code, stderr).toBe(0);
  expect(stdout.length).toBeGreaterThan(100);
});

test('every alphabet has its row', () => {
  const rows = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual(alphabets.map(({ name }) => name));
});
