import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from './problem.ts';

/** A YAML file below a folder. */
export interface TextFile {
  /** Path below the folder, without extension, with slashes. */
  id: string;
  /** Path below the root. */
  file: string;
}

/** Every .yaml and .yml file below `folder` (a path below `root`), sorted by id; a missing folder holds none. */
export function listYaml(root: string, folder: string): TextFile[] {
  const found: TextFile[] = [];
  const visit = (below: string): void => {
    for (const entry of readdirSync(join(root, folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) visit(path);
      else if (/\.ya?ml$/.test(entry.name)) found.push({ id: path.replace(/\.ya?ml$/, ''), file: `${folder}/${path}` });
    }
  };
  try {
    visit('');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** A file with its text, or with the problem that it cannot be read. */
export interface ReadFile extends TextFile {
  text: string | Problem;
}

/** The files of listYaml whose id is wanted, read. */
export function readYaml(root: string, folder: string, wanted: (id: string) => boolean = () => true): ReadFile[] {
  const files = listYaml(root, folder).filter(({ id }) => wanted(id));
  return files.map(({ id, file }) => ({ id, file, text: readText(root, file) }));
}

export function readText(root: string, file: string): string | Problem {
  try {
    return readFileSync(join(root, file), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return {
      code: 'unreadable',
      file,
      line: 0,
      column: 0,
      message: `cannot be read (${code})`,
      hint: 'check that it is a file and its permissions',
      frame: '',
    };
  }
}
