import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the environment calls the folders in which programs keep things. */
const ownFolders = { HOME: 'home', XDG_CACHE_HOME: 'cache', XDG_CONFIG_HOME: 'config', TMPDIR: 'tmp' };

/**
 * Gives a run of the tests, and every program that they start, a home, a cache and a temporary folder of its own: what is
 * on this machine decides nothing, and nothing stays on it. A temporary file that outlives the tests fails the run.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'mhp-compare-tests-'));
  for (const [variable, name] of Object.entries(ownFolders)) {
    process.env[variable] = join(folder, name);
    mkdirSync(join(folder, name));
  }
  return () => {
    const left = readdirSync(join(folder, ownFolders.TMPDIR));
    rmSync(folder, { recursive: true });
    if (left.length === 0) return;
    // Whatever is thrown here is told and forgotten.
    process.stderr.write(`FAILED: left in the temporary folder: ${left.sort().join(', ')}\n`);
    process.exitCode = 1;
  };
}
