import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Fixture, Machine } from '../types/scenario.ts';
import type { Problem } from './problem.ts';

/** Raised whenever a file reads differently than before. */
const version = 1;

/** What reading one scenario gave, under the hash of what was read. */
export interface CachedFixture {
  key: string;
  fixture?: Fixture;
  problems: Problem[];
}

export interface CachedMachines {
  key: string;
  machines: [string, Machine][];
  problems: Problem[];
}

export interface Cache {
  loader: string;
  machines?: CachedMachines;
  /** By path below the root. */
  fixtures: Record<string, CachedFixture>;
}

const here = dirname(fileURLToPath(import.meta.url));
const flavour = extname(import.meta.url).slice(1);

/** The reader itself, by size and time of its files: an edit here makes every cached reading void. */
function loaderStamp(): string {
  const ours = readdirSync(here).map((name) => join(here, name));
  const others = [`../run/observation.${flavour}`, `../kernel/include/errno.${flavour}`].map((name) =>
    join(here, name),
  );
  return [...ours, ...others]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((stat) => (stat ? `${stat.size}@${stat.mtimeMs}` : '-'))
    .join(' ');
}

const pathIn = (root: string): string => join(root, '.cache', `corpus-${version}-${flavour}.json`);

/** The cache of a checkout; empty when there is none, it is not readable, or another reader wrote it. */
export function readCache(root: string): Cache {
  const loader = loaderStamp();
  try {
    const cache = JSON.parse(readFileSync(pathIn(root), 'utf8')) as Partial<Cache> | null;
    if (cache?.loader === loader && cache.fixtures) return cache as Cache;
  } catch {
    // Missing, cut short or unreadable: read the files instead.
  }
  return { loader, fixtures: {} };
}

/** Writes the cache in one step. A checkout that cannot be written to simply has none. */
export function writeCache(root: string, cache: Cache): void {
  const path = pathIn(root);
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, JSON.stringify(cache));
    renameSync(draft, path);
  } catch {
    try {
      rmSync(draft, { force: true });
    } catch {
      // There is no folder to leave a draft in.
    }
  }
}
