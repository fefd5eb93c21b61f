import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What replacing files needs of a disk; a test puts one in its place that dies at a chosen moment. */
export interface Files {
  makeFolder(folder: string): void;
  list(folder: string): string[];
  /** Undefined for a file that is not there. */
  read(file: string): string | undefined;
  write(file: string, text: string): void;
  rename(from: string, to: string): void;
  remove(file: string): void;
}

export const nodeFiles: Files = {
  makeFolder: (folder) => void mkdirSync(folder, { recursive: true }),
  list: (folder) => readdirSync(folder),
  read(file) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  },
  write: writeFileSync,
  rename: renameSync,
  remove: (file) => rmSync(file, { force: true }),
};

/**
 * Puts files in place, each as a whole: all of them are written beside their places first, then renamed in the order
 * given. Whoever is killed on the way leaves old files and new ones, never half of one, and the last file is new only
 * when all others are.
 */
export function replaceAll(
  folder: string,
  contents: readonly (readonly [file: string, text: string])[],
  disk: Files = nodeFiles,
): void {
  disk.makeFolder(folder);
  const names = contents.map(([file]) => basename(file));
  for (const left of disk.list(folder)) if (isLeftOver(left, names)) disk.remove(join(folder, left));
  const changed = contents.filter(([file, text]) => disk.read(file) !== text);
  const staged = changed.map(([file, text]) => ({ file, text, beside: `${file}.${process.pid}.tmp` }));
  try {
    for (const { beside, text } of staged) disk.write(beside, text);
    for (const { beside, file } of staged) disk.rename(beside, file);
  } catch (error) {
    for (const { beside } of staged) disk.remove(beside);
    throw error;
  }
}

/** What a writer that was killed has left; that of one which still runs is not. */
function isLeftOver(name: string, names: readonly string[]): boolean {
  const [, file = '', writer = ''] = /^(.+)\.(\d+)\.tmp$/.exec(name) ?? [];
  return names.includes(file) && !isAlive(Number(writer));
}

function isAlive(writer: number): boolean {
  if (writer === process.pid) return false;
  try {
    return process.kill(writer, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
