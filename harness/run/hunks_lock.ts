/** strategies/hunks.lock.json: which body each replaced function was read against. `validate --update-hunks` writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../corpus/root.ts';
import type { Design } from '../design.ts';
import { designFiles } from './design_files.ts';
import { currentHunks } from './hunks.ts';

export const lockFile = 'strategies/hunks.lock.json';

/** By design, then by function; a mend stands under the design that names it. */
export type HunksLock = Readonly<Record<string, Readonly<Record<string, string>>>>;

let lock: HunksLock | undefined;

function readLock(): HunksLock {
  if (!lock) {
    try {
      lock = JSON.parse(readFileSync(join(projectRoot(), lockFile), 'utf8')) as HunksLock;
    } catch {
      lock = {};
    }
  }
  return lock;
}

/** What is written down for a design of strategies/; undefined for one that is not there. */
export function lockedHunks(design: Design): Readonly<Record<string, string>> | undefined {
  const listed = designFiles().find((each) => each.mend === design || each.design === design);
  return listed && readLock()[listed.key];
}

/** The lock as the sources are today. */
export function lockText(): string {
  const entries = designFiles().flatMap(({ key, design }) => {
    const hunks = [...currentHunks(design)].sort(([a], [b]) => (a < b ? -1 : 1));
    return hunks.length > 0 ? [[key, Object.fromEntries(hunks)] as const] : [];
  });
  return `${JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`;
}

/** Whether the file was not what it is now. */
export function updateLock(): boolean {
  const text = lockText();
  const file = join(projectRoot(), lockFile);
  let before = '';
  try {
    before = readFileSync(file, 'utf8');
  } catch {
    // The first one.
  }
  if (text === before) return false;
  writeFileSync(file, text);
  lock = undefined;
  return true;
}
