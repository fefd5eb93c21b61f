import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The hash of the compiled program, which the build leaves beside it; undefined where the sources themselves run. */
export function programHash(): string | undefined {
  try {
    // dist/harness/cache/program.js -> dist/.hash; beside the sources of harness/ there is no such file.
    return readFileSync(fileURLToPath(new URL('../../.hash', import.meta.url)), 'utf8');
  } catch {
    return undefined;
  }
}
