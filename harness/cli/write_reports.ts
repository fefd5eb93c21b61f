import { join } from 'node:path';
import type { Analysis } from '../analysis/analysis.ts';
import { type Format, render } from '../render/formats.ts';
import { type Files, nodeFiles, replaceAll } from '../store/replace_files.ts';

/** What a folder of reports holds; the one source is the last to be put in place. */
const files: [name: string, format: Format][] = [
  ['report.json', 'json'],
  ['report.md', 'markdown'],
  ['report.html', 'html'],
  ['report.junit.xml', 'junit'],
  ['report.ktap', 'ktap'],
  ['report.jsonl', 'jsonl'],
];

/**
 * Writes the report into the folder, one file per format, and says which files. A file is replaced as a whole or not at
 * all, and left alone when its content would be the same. `observations`: also in the JSON document.
 */
export async function writeReports(
  analysis: Analysis,
  folder: string,
  observations = false,
  disk: Files = nodeFiles,
): Promise<string[]> {
  const layout = { color: false, columns: 100, all: true, observations };
  const contents: [file: string, text: string][] = [];
  for (const [name, format] of files) {
    contents.push([join(folder, name), await render(analysis, format, layout)]);
  }
  replaceAll(folder, contents, disk);
  return contents.map(([file]) => file);
}
