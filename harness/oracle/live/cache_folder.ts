import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where kernels, their type information and initramfs are kept between runs: $XDG_CACHE_HOME/mhp-compare. */
export function cacheFolder(...parts: string[]): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(base, 'mhp-compare', ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
