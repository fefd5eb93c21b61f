import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program, root } from './program.ts';

let copy: string;
const run = (...args: string[]) => program(args, { cwd: copy, bin: join(copy, 'bin', 'mhp-compare.js') });
const edit = (file: string, change: (text: string) => string): void => {
  writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));
};

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'checkout-'));
  for (const part of ['bin', 'dist', 'fixtures', 'harness', 'strategies', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, part), join(copy, part), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  run('list');
});
afterAll(() => rmSync(copy, { recursive: true }));

test('unchanged sources are not compiled again', () => {
  expect(run('list').stderr).toBe('');
});

test('an edit of a line in a strategy shows at the next run, which says that it compiles', () => {
  edit('strategies/oscar/v5.ts', (text) => text.replace(/title: '/, "title: 'Edited: "));
  const { stdout, stderr } = run('list', 'designs');
  expect(stdout).toContain('Edited: ');
  expect(stderr).toContain('compiling');
});

test('a design that does not compile stops the run with 78 and the place', () => {
  edit('strategies/oscar/v5.ts', (text) => `${text}\nconst wrong: number = 'text';\n`);
  const { code, stdout, stderr } = run('compare');
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
  expect(stderr).toContain('strategies/oscar/v5.ts(');
});
