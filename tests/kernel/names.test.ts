import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modules } from '../../harness/run/designs.ts';
import { baseTable, definitionsOf } from '../../harness/run/hunks.ts';
import { kernelFunctions, postedFunctions } from '../../harness/run/kernel_functions.ts';

const names = new Set([...baseTable().keys(), ...modules.flatMap(({ design }) => [...definitionsOf(design).keys()])]);

test('every function with a name of the kernel’s kind is a kernel’s or a mail’s, and all others are ours', () => {
  const camelCase = /^[a-z][a-zA-Z0-9]*$/;
  const strange = [...names].filter(
    (name) => !camelCase.test(name) && !Object.hasOwn(kernelFunctions, name) && !Object.hasOwn(postedFunctions, name),
  );
  expect(strange).toEqual([]);
});

test('no function of ours has a name of a kernel, and none is listed that the table does not have', () => {
  const listed = [...Object.keys(kernelFunctions), ...Object.keys(postedFunctions)];
  expect(listed.filter((name) => !names.has(name))).toEqual([]);
  expect(listed.filter((name) => /[a-z][A-Z]/.test(name))).toEqual([]);
});

// The folder that holds linux-source-5.10, linux-source-6.1 and linux-source-6.12, unpacked.
const sources = process.env['KERNEL_SOURCES'];

test.skipIf(!sources)(
  'every file that is named defines the function (KERNEL_SOURCES names the unpacked sources)',
  () => {
    const missing = Object.entries(kernelFunctions).filter(([name, place]) => {
      const [file = '', release] = place.split('@');
      const text = readFileSync(join(sources as string, `linux-source-${release}`, file), 'utf8');
      const macro = new RegExp(`^#\\s*define\\s+${name}\\b`, 'm');
      const definition = new RegExp(`^(?:[a-zA-Z_][^\\n;=#]*[ *\\n])?${name}\\s*\\([^;{]*\\)[^;{]*\\{`, 'm');
      return !macro.test(text) && !definition.test(text);
    });
    expect(missing).toEqual([]);
  },
);
