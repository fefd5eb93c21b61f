import { spawnSync } from 'node:child_process';
import { LiveError } from './live_error.ts';

/** Programs that a live run starts, and the Debian package each is in. */
const packages = {
  'qemu-system-x86_64': 'qemu-system-x86',
  busybox: 'busybox-static',
  cpio: 'cpio',
  gcc: 'gcc libc6-dev',
  'apt-cache': 'apt',
  'apt-get': 'apt',
  'dpkg-deb': 'dpkg',
  xz: 'xz-utils',
  lz4: 'lz4',
  zstd: 'zstd',
  gzip: 'gzip',
} as const;
export type Program = keyof typeof packages;

/** What every live run starts. */
const always: Program[] = ['qemu-system-x86_64', 'busybox', 'cpio', 'gcc'];

/** Throws LiveError unless a guest can be started, and what is done besides as well: all that is missing is named at once. */
export function needForRun(besides: readonly Program[] = []): void {
  needPrograms([...always, ...besides]);
}

/** Throws LiveError that names all that is missing at once, with the command that installs it. */
export function needPrograms(programs: readonly Program[]): void {
  const path = process.env['PATH'] ?? '';
  const missing = programs.filter((program) => !isFound(program, path));
  if (missing.length === 0) return;
  throw new LiveError(
    `not installed: ${missing.join(', ')}`,
    `apt-get install ${[...new Set(missing.map((program) => packages[program]))].join(' ')}`,
    true,
  );
}

const found = new Set<string>();

/** Asked once, as long as it is there. */
function isFound(program: Program, path: string): boolean {
  const key = `${path} ${program}`;
  if (!found.has(key) && spawnSync('sh', ['-c', `command -v ${program}`]).status === 0) found.add(key);
  return found.has(key);
}

/** Output of a program that must succeed. Throws LiveError with what it said. */
export function run(program: Program, words: string[], input?: Buffer | string, cwd?: string): Buffer {
  needPrograms([program]);
  const { status, stdout, stderr, error } = spawnSync(program, words, { input, cwd, maxBuffer: 1 << 30 });
  if (status === 0) return stdout;
  throw new LiveError(`${program} ${words.join(' ')} failed: ${error?.message ?? String(stderr).trim()}`);
}
