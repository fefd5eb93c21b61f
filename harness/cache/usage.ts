import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bound } from './cache.ts';
import { cachePlace } from './place.ts';

/** What is kept below the cache's place, by folder. */
const kinds: Record<string, string> = {
  results: 'reports, what was printed of them, files read',
  compiled: "Node's compiled code",
  kernels: 'packages unpacked for conform --live',
  downloads: 'packages on their way',
  apt: 'package lists of their suites',
  btf: 'type information of kernels',
  builds: 'kernels built of sources',
  initramfs: "guests' file systems",
  snapshots: 'guests as they were after their boot',
  observed: 'what kernels did in fixtures, by their content',
};

export interface CacheUsage {
  /** Null for somebody without a home. */
  place: string | null;
  /** The most that results take, in bytes. */
  bound: number;
  folders: { name: string; about: string; files: number; bytes: number }[];
}

export function cacheUsage(): CacheUsage {
  const place = cachePlace();
  if (place === undefined) return { place: null, bound, folders: [] };
  const folders = namesIn(place).map((name) => ({ name, about: kinds[name] ?? '', ...sizeOf(join(place, name)) }));
  return { place, bound, folders };
}

/** Removes the results, or all that is kept. Throws where it may not. */
export function clearCache(what: 'results' | 'all'): void {
  const folder = what === 'all' ? cachePlace() : cachePlace('results');
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

function sizeOf(path: string): { files: number; bytes: number } {
  let [files, bytes] = [0, 0];
  for (const entry of namesIn(path, true)) {
    const stat = lstatSync(join(path, entry), { throwIfNoEntry: false });
    if (stat === undefined || stat.isDirectory()) continue;
    files++;
    // A guest's memory is a file with holes.
    bytes += Math.min(stat.size, stat.blocks * 512);
  }
  return { files, bytes };
}

/** Sorted; none for a folder that is not there or may not be read. */
function namesIn(folder: string, recursive = false): string[] {
  try {
    return readdirSync(folder, { encoding: 'utf8', recursive }).sort();
  } catch {
    return [];
  }
}
