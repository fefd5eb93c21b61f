import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where everything is kept that can be had again, below a folder for each kind: $XDG_CACHE_HOME/mhp-compare, or that in
 * ~/.cache. Undefined for somebody without a home. The folder may be missing, and may not be writable.
 */
export function cachePlace(...below: string[]): string | undefined {
  const asked = process.env['XDG_CACHE_HOME'];
  if (asked && isAbsolute(asked)) return join(asked, 'mhp-compare', ...below);
  const home = homeFolder();
  return home === undefined ? undefined : join(home, '.cache', 'mhp-compare', ...below);
}

function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}
