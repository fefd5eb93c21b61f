import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache_folder.ts';
import { LiveError } from './live_error.ts';
import { modulesBelow, modulesBeside } from './modules.ts';
import { needForRun, type Program, run } from './programs.ts';
import { openSuite } from './suite.ts';

/** A kernel that can be booted. */
export interface KernelImage {
  /** Folder name of its recordings: `cloud61`, or made from the image's name. */
  name: string;
  /** As a command line names it. */
  named: string;
  image: string;
  /** Where its modules are, at any depth. */
  modules?: string;
  /** Debian package and version. */
  package?: string;
}

/** Debian's kernels by short name: the newest package of the suite that matches is taken. */
const flavours: Record<string, { suite: string; image: RegExp }> = {
  cloud510: { suite: 'bullseye', image: /^linux-image-5\.10\.0-\d+-cloud-amd64-unsigned$/ },
  full510: { suite: 'bullseye', image: /^linux-image-5\.10\.0-\d+-amd64-unsigned$/ },
  cloud61: { suite: 'bookworm', image: /^linux-image-6\.1\.0-\d+-cloud-amd64-unsigned$/ },
  full61: { suite: 'bookworm', image: /^linux-image-6\.1\.0-\d+-amd64-unsigned$/ },
  cloud612: { suite: 'bookworm', image: /^linux-image-6\.12[.\d]*\+deb\d+-cloud-amd64-unsigned$/ },
  full612: { suite: 'bookworm', image: /^linux-image-6\.12[.\d]*\+deb\d+-amd64-unsigned$/ },
  cloud618: { suite: 'trixie-backports', image: /^linux-image-6\.18[.\d]*\+deb\d+-cloud-amd64$/ },
  cloud73: { suite: 'trixie-backports', image: /^linux-image-7\.3[.\d]*\+deb\d+-cloud-amd64$/ },
  full73: { suite: 'trixie-backports', image: /^linux-image-7\.3[.\d]*\+deb\d+-amd64$/ },
};
const shortNames = Object.keys(flavours);

/** Debian's images and modules are packed with xz; apt and dpkg are for a kernel that is not in the cache. */
const toUnpack: Program[] = ['xz'];
const toDownload: Program[] = [...toUnpack, 'apt-cache', 'apt-get', 'dpkg-deb'];

/**
 * The kernel behind a word: the path of a bzImage, a short name (`cloud61`), or a Debian package. Packages are downloaded
 * with apt-get and unpacked below the cache folder. `modules` is a folder with the kernel's modules, where they are not
 * found by themselves. Throws LiveError that says how to get one.
 */
export function findKernel(word: string, modules?: string): KernelImage {
  const kernel = findImage(word);
  if (modules === undefined) return kernel;
  if (!existsSync(modules)) throw new LiveError(`--modules ${modules}: there is no such folder`);
  return { ...kernel, modules };
}

function findImage(word: string): KernelImage {
  if (statSync(word, { throwIfNoEntry: false })?.isFile())
    return { name: nameOf(word), named: word, image: word, ...modulesBeside(word) };
  if (Object.hasOwn(flavours, word)) return newest(word);
  if (/^linux-image-[\w.+-]+$/.test(word)) return fromPackage(word, word.replace(/^linux-image-/, ''));
  throw new LiveError(
    `no kernel "${word}": neither a file, nor a package, nor one of ${shortNames.join(', ')}`,
    'give a bzImage, or a Debian package such as linux-image-6.1.0-56-cloud-amd64-unsigned',
  );
}

function nameOf(image: string): string {
  return basename(image).replace(/[^A-Za-z0-9._+-]/g, '-');
}

/** The newest that was fetched before, or else the newest that can be: a mirror may list more than it still has. */
function newest(short: string): KernelImage {
  const { suite, image } = flavours[short] as { suite: string; image: RegExp };
  const newestFirst = (names: string[]) =>
    names.filter((name) => image.test(name)).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  const [kept] = newestFirst(readdirSync(cacheFolder('kernels')));
  // Here, and not program by program on the way: whoever lacks one lacks several.
  needForRun(kept === undefined ? toDownload : toUnpack);
  if (kept !== undefined) return fromPackage(kept, short);
  const failed: LiveError[] = [];
  for (const name of newestFirst(openSuite(suite).packages('linux-image-'))) {
    try {
      return fromPackage(name, short);
    } catch (error) {
      if (!(error instanceof LiveError)) throw error;
      failed.push(error);
    }
  }
  if (failed[0] !== undefined) throw failed[0];
  throw new LiveError(`Debian's ${suite} has no package for ${short}`, 'give a bzImage, or the name of a package');
}

function fromPackage(name: string, short: string): KernelImage {
  const tree = join(cacheFolder('kernels'), name);
  needForRun(existsSync(tree) ? toUnpack : toDownload);
  if (!existsSync(tree)) unpack(name, tree);
  const image = imageIn(tree);
  if (image === undefined) throw new LiveError(`${name} holds no vmlinuz`);
  const version = readFileSync(join(tree, 'version'), 'utf8');
  return {
    name: short,
    named: Object.hasOwn(flavours, short) ? short : name,
    image,
    ...modulesBelow(tree),
    package: `${name} ${version}`,
  };
}

/** Below boot, or beside the modules (linux-binary-*, since 6.19). */
function imageIn(tree: string): string | undefined {
  const folders = [join(tree, 'boot')];
  for (const below of ['lib/modules', 'usr/lib/modules'].map((folder) => join(tree, folder)))
    if (existsSync(below)) folders.push(...readdirSync(below).map((version) => join(below, version)));
  for (const folder of folders.filter((each) => existsSync(each))) {
    const file = readdirSync(folder).find((each) => each.startsWith('vmlinuz'));
    if (file !== undefined) return join(folder, file);
  }
  return undefined;
}

/** Unpacked beside its place and then renamed, so that a broken download leaves nothing that looks whole. */
function unpack(name: string, tree: string): void {
  const part = `${tree}.${process.pid}.part`;
  rmSync(part, { recursive: true, force: true });
  const version = unpackPackage(name, name, part);
  // Since 6.19 a linux-image package only asks for the two that have its kernel and its modules.
  if (imageIn(part) === undefined)
    for (const kind of ['linux-binary-', 'linux-modules-'])
      unpackPackage(name.replace(/^linux-image-/, kind), name, part);
  writeFileSync(join(part, 'version'), version);
  renameSync(part, tree);
}

/** Version of the package, which is downloaded from where `image` is. */
function unpackPackage(name: string, image: string, tree: string): string {
  const folder = cacheFolder('downloads');
  const suite = Object.values(flavours).find((each) => each.image.test(image))?.suite;
  try {
    // A kernel that no short name stands for may be in a suite that the system's own apt knows.
    if (suite === undefined) run('apt-get', ['download', name], undefined, folder);
    else openSuite(suite).download(name, folder);
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
  run('dpkg-deb', ['-x', join(folder, file), tree]);
  rmSync(join(folder, file));
  return version;
}
