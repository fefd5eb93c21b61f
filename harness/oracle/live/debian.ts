import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache_folder.ts';
import { LiveError } from './live_error.ts';
import { run } from './programs.ts';

/** A kernel that can be booted. */
export interface KernelImage {
  /** Folder name of its recordings: `cloud61`, or made from the image's name. */
  name: string;
  /** As a command line names it. */
  named: string;
  image: string;
  /** Root of an unpacked package; its modules are below lib/modules. */
  tree?: string;
  /** Debian package and version. */
  package?: string;
}

/** Debian's kernels by short name: the newest package that matches is taken. */
const flavours: Record<string, RegExp> = {
  cloud61: /^linux-image-6\.1\.0-\d+-cloud-amd64-unsigned$/,
  full61: /^linux-image-6\.1\.0-\d+-amd64-unsigned$/,
  cloud612: /^linux-image-6\.12[.\d]*\+deb\d+-cloud-amd64-unsigned$/,
  full612: /^linux-image-6\.12[.\d]*\+deb\d+-amd64-unsigned$/,
};
export const shortNames = Object.keys(flavours);

/**
 * The kernel behind a word: the path of a bzImage, a short name (`cloud61`), or a Debian package. Packages are downloaded
 * with apt-get and unpacked below the cache folder. Throws LiveError that says how to get one.
 */
export function findKernel(word: string): KernelImage {
  if (statSync(word, { throwIfNoEntry: false })?.isFile()) return { name: nameOf(word), named: word, image: word };
  if (Object.hasOwn(flavours, word)) return fromPackage(newest(word), word);
  if (/^linux-image-[\w.+-]+$/.test(word)) return fromPackage(word, word.replace(/^linux-image-/, ''));
  throw new LiveError(
    `no kernel "${word}": neither a file, nor a package, nor one of ${shortNames.join(', ')}`,
    'give a bzImage, or a Debian package such as linux-image-6.1.0-56-cloud-amd64-unsigned',
  );
}

function nameOf(image: string): string {
  return basename(image).replace(/[^A-Za-z0-9._+-]/g, '-');
}

function newest(short: string): string {
  const pattern = flavours[short] as RegExp;
  const kept = readdirSync(cacheFolder('kernels')).filter((name) => pattern.test(name));
  const found = kept.length > 0 ? kept : listed().filter((name) => pattern.test(name));
  const last = found.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  if (last !== undefined) return last;
  throw new LiveError(`apt knows no package for ${short}`, 'apt-get update, with Debian bookworm among the sources');
}

function listed(): string[] {
  const lines = run('apt-cache', ['search', '--names-only', '^linux-image-6.*-unsigned$']).toString().split('\n');
  return lines.map((line) => line.split(' ')[0] as string);
}

function fromPackage(name: string, short: string): KernelImage {
  const tree = join(cacheFolder('kernels'), name);
  if (!existsSync(tree)) unpack(name, tree);
  const image = readdirSync(join(tree, 'boot')).find((file) => file.startsWith('vmlinuz-'));
  if (image === undefined) throw new LiveError(`${name} holds no boot/vmlinuz-*`);
  const version = readFileSync(join(tree, 'version'), 'utf8');
  return {
    name: short,
    named: Object.hasOwn(flavours, short) ? short : name,
    image: join(tree, 'boot', image),
    tree,
    package: `${name} ${version}`,
  };
}

/** Unpacked beside its place and then renamed, so that a broken download leaves nothing that looks whole. */
function unpack(name: string, tree: string): void {
  const part = `${tree}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  const folder = cacheFolder('downloads');
  try {
    run('apt-get', ['download', name], undefined, folder);
  } catch (error) {
    throw new LiveError(
      `${name} cannot be downloaded: ${(error as Error).message}`,
      `apt-get update; the newest names: apt-cache search linux-image unsigned`,
    );
  }
  const file = readdirSync(folder).find((each) => each.startsWith(`${name}_`));
  if (file === undefined) throw new LiveError(`apt-get download ${name} left no file`);
  const version = run('dpkg-deb', ['-f', join(folder, file), 'Version'])
    .toString()
    .trim();
  run('dpkg-deb', ['-x', join(folder, file), part]);
  writeFileSync(join(part, 'version'), version);
  renameSync(part, tree);
  rmSync(join(folder, file));
}
