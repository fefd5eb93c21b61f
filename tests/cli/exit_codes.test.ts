import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary_folder.ts';
import { program } from './program.ts';

test.each([
  [['--help'], 0],
  [['--version'], 0],
  [['compare', '--help'], 0],
  [['comparo'], 2],
  [['compare', '--no-such-option'], 2],
  [['compare', '--format', 'xml'], 2],
  [['compare', '--shard', '3/2'], 2],
  [['compare', '--fail-on', 'worse'], 2],
  [['compare', '--fixture', 'no/such'], 66],
  [['compare', '--design', 'nobody@v1'], 66],
  [['compare', '--base', 'linux@0.01'], 66],
  [['report', 'no-such-file.jsonl'], 65],
] as const)('%j ends with %i', (args, code) => {
  expect(program([...args]).code).toBe(code);
});

test('a mistyped verb is answered on standard error only', () => {
  const { stdout, stderr } = program(['comparo']);
  expect(stdout).toBe('');
  expect(stderr).toContain('compare');
});

test('a report that was cut off is refused by name', () => {
  const folder = temporaryFolder();
  const { stdout } = program(['compare', '--fixture', 'veto/*', '--format', 'jsonl']);
  writeFileSync(join(folder, 'cut.jsonl'), stdout.slice(0, stdout.length / 2));
  const { code, stderr } = program(['report', 'cut.jsonl'], { cwd: folder });
  expect(code).toBe(65);
  expect(stderr).toContain('truncated');
});

test('the help names every exit code', () => {
  const { stdout } = program(['--help']);
  for (const code of [0, 1, 2, 65, 66, 70, 78, 130]) expect(stdout).toMatch(new RegExp(`^ +${code} `, 'm'));
});
