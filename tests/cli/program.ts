import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../temporary_folder.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the program as a user would, its output in pipes, in an empty folder unless told where. */
export function program(
  args: string[],
  options: { cwd?: string; env?: Record<string, string>; bin?: string; input?: string | Buffer } = {},
): Outcome {
  const bin = options.bin ?? join(root, 'bin', 'mhp-compare.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: options.cwd ?? temporaryFolder(),
    env: { ...process.env, FORCE_COLOR: '', ...options.env },
    encoding: 'utf8',
    input: options.input ?? '',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}
