/** Where a kernel's source comes from: a package of Debian, a tarball, a git tree, a folder. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LiveError } from '../live/live_error.ts';
import { type Running, runTool } from './tool.ts';

export interface KernelSource {
  /** As the command line names it. */
  named: string;
  /** Changes when the source does. */
  hash: string;
  /** Puts the tree into an empty folder. Throws LiveError. */
  unpackTo(folder: string, running: Running): Promise<void>;
}

/** Where Debian's linux-source packages put their tarballs. */
const packaged = '/usr/src';

/** Throws LiveError that says how to get a source. */
export async function findSource(word: string, running: Running): Promise<KernelSource> {
  const stat = statSync(word, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return existsSync(join(word, '.git')) ? gitTree(word, running) : plainTree(word);
  if (stat?.isFile()) return tarball(word, word);
  if (!/^linux-source-[\w.+-]+$/.test(word))
    throw new LiveError(
      `no source "${word}": neither a folder, nor a tarball, nor a package`,
      'give a kernel tree, or a package of Debian such as linux-source-6.1',
    );
  const file = ['xz', 'zst', 'bz2', 'gz']
    .map((kind) => join(packaged, `${word}.tar.${kind}`))
    .find((each) => existsSync(each));
  if (file === undefined) throw new LiveError(`${word} is not installed`, `apt-get install ${word}`, true);
  return tarball(word, file);
}

async function tarball(named: string, file: string): Promise<KernelSource> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return {
    named,
    hash: hash.digest('hex'),
    async unpackTo(folder, running) {
      mkdirSync(folder, { recursive: true });
      await runTool('tar', ['xf', resolve(file), '-C', folder, '--strip-components=1'], { running });
    },
  };
}

/** As it is worked on: committed or not, without what git ignores or does not know. */
async function gitTree(folder: string, running: Running): Promise<KernelSource> {
  const git = async (...words: string[]): Promise<string> =>
    (await runTool('git', ['-C', folder, ...words], { running })).trim();
  const commit = (await git('stash', 'create')) || (await git('rev-parse', 'HEAD'));
  return {
    named: folder,
    hash: await git('rev-parse', `${commit}^{tree}`),
    async unpackTo(to, now) {
      mkdirSync(to, { recursive: true });
      const file = `${to}.tar`;
      await runTool('git', ['-C', folder, 'archive', '--output', file, commit], { running: now });
      await runTool('tar', ['xf', file, '-C', to], { running: now });
      rmSync(file);
    },
  };
}

/** Told from another by name, size and time of every file: reading all of a kernel takes longer. */
function plainTree(folder: string): KernelSource {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stat?.isFile()) hash.update(`${name} ${stat.size} ${stat.mtimeMs}\n`);
  }
  return {
    named: folder,
    hash: hash.digest('hex'),
    async unpackTo(to, running) {
      mkdirSync(to, { recursive: true });
      await runTool('cp', ['-a', `${resolve(folder)}/.`, to], { running });
    },
  };
}
