#!/usr/bin/env node
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
// Node 22 and later keep compiled code between runs, unless told in the temporary folder; 20 has no such function.
module.enableCompileCache?.(process.env['NODE_COMPILE_CACHE'] ?? join(root, '.cache', 'compiled'));

let built = true;
try {
  buildIfStale(root);
} catch (error) {
  built = false;
  process.stderr.write(`${error.message}\nThe sources do not compile, nothing was run.\n`);
  // The codes are those of harness/cli/exit.ts, which is not there to be read when the build fails.
  process.exitCode = error.designsOnly ? 78 : 70;
}
if (built) {
  const { main } = await import('../dist/harness/cli/main.js');
  await main(process.argv);
}
