import { fileURLToPath } from 'node:url';
// @ts-expect-error plain JavaScript, it has to run before there is anything compiled
import { buildIfStale } from '../bin/build.js';

/**
 * Compiles harness/ and strategies/ when they are newer than dist/, as the program itself does at its start. Sources
 * that do not compile fail the tests that run the program, not those of a part that has nothing to do with it.
 */
export default function setup(): void {
  try {
    buildIfStale(fileURLToPath(new URL('..', import.meta.url)));
  } catch (error) {
    process.stderr.write(`the sources do not compile:\n${(error as Error).message}\n`);
  }
}
