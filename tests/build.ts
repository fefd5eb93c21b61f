import { fileURLToPath } from 'node:url';
// @ts-expect-error plain JavaScript, it has to run before there is anything compiled
import { buildIfStale } from '../bin/build.js';

/** Compiles harness/ and strategies/ when they are newer than dist/, as the program itself does at its start. */
export default function setup(): void {
  buildIfStale(fileURLToPath(new URL('..', import.meta.url)));
}
