import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { differenceKinds } from '../../harness/explore/graph.ts';
import { program, root } from '../cli/program.ts';
import { temporaryFolder } from '../temporary_folder.ts';

const guide = readFileSync(join(root, 'docs/prove.md'), 'utf8');

test('docs/prove.md has a row for each kind that is compared', () => {
  expect([...guide.matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind)).toEqual(differenceKinds);
});

test('every command of docs/prove.md runs', () => {
  const cwd = temporaryFolder();
  const commands = [...guide.matchAll(/^ {4}npx mhp-compare (.*)$/gm)].map(([, args]) => args!.split(' '));
  expect(commands.length).toBeGreaterThan(4);
  for (const args of commands) {
    const narrow = args.includes('--machine') ? [] : ['--machine', 'x86-64-128M'];
    const { code, stdout } = program([...args, ...narrow, '--blocks', '1', '--quiet'], { cwd });
    expect(code, args.join(' ')).toBe(0);
    expect(stdout.length, args.join(' ')).toBeGreaterThan(100);
  }
});
