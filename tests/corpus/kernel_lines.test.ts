import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fieldNames } from '../../harness/corpus/expect.ts';
import { projectRoot } from '../../harness/corpus/root.ts';
import { errnos } from '../../harness/kernel/include/errno.ts';
import type { KernelLines } from './upheld.ts';

const lines = parse(readFileSync(join(projectRoot(), 'fixtures/kernel-lines.yaml'), 'utf8')) as KernelLines;
const all = Object.entries(lines).flatMap(([file, functions]) =>
  Object.entries(functions).map(([name, line]) => ({ ...line, file, name })),
);

test('a line of the kernel says what it returns or decides, in words that scenarios know', () => {
  const outcomes = ['ok', 'injected', ...Object.keys(errnos)];
  const odd = all.filter(
    ({ about, returns = [], decides = [] }) =>
      !about ||
      returns.length + decides.length === 0 ||
      !returns.every((each) => outcomes.includes(each)) ||
      !decides.every((each) => (fieldNames as string[]).includes(each)),
  );
  expect(odd).toEqual([]);
});

/** The body of a function that starts in the first column, as the kernel's style has it; undefined where there is none. */
function bodyOf(text: string, name: string): string | undefined {
  const definition = new RegExp(`^[a-z][^;{}()=]*[ *]${name}\\([^;{]*\\)\\s*\\{[\\s\\S]*?^\\}`, 'm');
  return definition.exec(text)?.[0];
}

const tree = process.env['KERNEL_SOURCE'];

test.skipIf(tree === undefined)(
  'KERNEL_SOURCE has every function, and in it the errnos that it is said to return',
  () => {
    const makefile = readFileSync(join(tree!, 'Makefile'), 'utf8');
    const number = (name: string) => new RegExp(`^${name} = (\\d+)`, 'm').exec(makefile)?.[1];
    const version = `v${number('VERSION')}.${number('PATCHLEVEL')}`;
    const wrong = all.flatMap(({ file, name, returns = [], elsewhere = {} }) => {
      const [path, called] = (elsewhere[version] ?? `${file}:${name}`).split(':') as [string, string];
      const body = bodyOf(readFileSync(join(tree!, path), 'utf8'), called);
      if (body === undefined) return [`${path} of ${version} has no ${called}()`];
      return returns
        .filter((each) => each !== 'ok' && each !== 'injected')
        .filter((each) => !new RegExp(`-${each}\\b`).test(body) && !(each === 'EPERM' && /NOTIFY_BAD/.test(body)))
        .map((each) => `${path}:${called}() of ${version} does not return -${each}`);
    });
    expect(wrong).toEqual([]);
  },
);
