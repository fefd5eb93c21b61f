import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Format, render } from './formats.ts';
import type { Report } from './report.ts';

const files: [name: string, format: Format][] = [
  ['report.jsonl', 'jsonl'],
  ['report.json', 'json'],
  ['report.md', 'markdown'],
];

/**
 * Writes the report into the folder, one file per format, and says which files. A file is replaced as a whole or not
 * at all, and left alone when its content would be the same.
 */
export async function writeReports(report: Report, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const written: string[] = [];
  for (const [name, format] of files) {
    const file = join(folder, name);
    replaceFile(file, await render(report, format, { color: false, columns: 100, all: true }));
    written.push(file);
  }
  return written;
}

function replaceFile(file: string, text: string): void {
  if (readOrEmpty(file) === text) return;
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
