import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../corpus/root.ts';
import { cacheFolder } from './cache_folder.ts';
import type { KernelImage } from './debian.ts';
import { sectionOf } from './elf.ts';
import { LiveError } from './live_error.ts';
import { run } from './programs.ts';

/** Modules that scenarios load; a kernel without them (built in, or not at all) does without. */
const modules = ['notifier-error-inject', 'memory-notifier-error-inject', 'hwpoison-inject'];
const helpers = ['put', 'look', 'hold'];

/** Builds the guest's file system for a kernel, or takes the one built before from the same sources. */
export function initramfsFor(kernel: KernelImage): string {
  const sources = join(projectRoot(), 'harness', 'oracle', 'live', 'guest');
  if (!existsSync(sources)) throw new LiveError(`the guest's sources are missing: ${sources}`);
  const hash = createHash('sha256').update(kernel.modules ?? '');
  for (const file of readdirSync(sources).sort()) hash.update(readFileSync(join(sources, file)));
  const archive = join(cacheFolder('initramfs'), `${hash.digest('hex').slice(0, 16)}.cpio`);
  if (existsSync(archive)) return archive;
  const folder = mkdtempSync(join(tmpdir(), 'mhp-initramfs-'));
  try {
    for (const name of ['bin', 'dev', 'proc', 'sys', 'tmp', 'mod']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'init'), readFileSync(join(sources, 'init')), { mode: 0o755 });
    copyFileSync(busybox(), join(folder, 'bin', 'busybox'));
    for (const name of helpers) {
      run('gcc', ['-O2', '-static', '-s', '-o', join(folder, 'bin', name), join(sources, `${name}.c`)]);
    }
    if (kernel.modules !== undefined) addModules(kernel.modules, join(folder, 'mod'));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    const packed = run('cpio', ['-o', '-H', 'newc', '--quiet', '-R', '0:0'], ['.', ...files].join('\n'), folder);
    const part = `${archive}.${process.pid}`;
    writeFileSync(part, packed);
    renameSync(part, archive);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return archive;
}

/** The static busybox; a dynamic one would not start in the guest. */
function busybox(): string {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    const file = join(folder, 'busybox');
    if (!existsSync(file)) continue;
    if (sectionOf(readFileSync(file), '.interp') === undefined) return file;
  }
  throw new LiveError('no static busybox is installed', 'apt-get install busybox-static', true);
}

function addModules(root: string, target: string): void {
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const found = /([^/]+)\.ko(\.xz)?$/.exec(file);
    if (found === null || !modules.includes(found[1] as string)) continue;
    const bytes = readFileSync(join(root, file));
    writeFileSync(join(target, `${found[1]}.ko`), found[2] === undefined ? bytes : run('xz', ['-dc'], bytes));
  }
}
