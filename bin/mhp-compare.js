#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.js';

const root = fileURLToPath(new URL('..', import.meta.url));
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
  const { cachePlace } = await import('../dist/harness/cache/place.js');
  // Node 22 and later keep compiled code between runs; 20 has no such function.
  module.enableCompileCache?.(process.env['NODE_COMPILE_CACHE'] ?? cachePlace('compiled'));
  const { main } = await import('../dist/harness/cli/main.js');
  await main(process.argv);
}
