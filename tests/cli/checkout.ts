import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary_folder.ts';
import { type Outcome, program, root } from './program.ts';

/** A copy of the checkout, compiled, that a test may edit. */
export interface Checkout {
  run(...args: string[]): Outcome;
  write(file: string, text: string): void;
  edit(file: string, change: (text: string) => string): void;
}

export function copyCheckout(): Checkout {
  const copy = temporaryFolder();
  for (const part of ['bin', 'dist', 'fixtures', 'harness', 'strategies', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const run = (...args: string[]) => program(args, { cwd: copy, bin: join(copy, 'bin', 'mhp-compare.js') });
  // Whatever is not compiled yet is now.
  run('list', 'machines');
  return {
    run,
    write: (file, text) => writeFileSync(join(copy, file), text),
    edit: (file, change) => writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8'))),
  };
}
