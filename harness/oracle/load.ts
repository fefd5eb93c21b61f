import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { importRecording } from './import/import.ts';
import { parseRecording } from './read.ts';
import { type Recording, RecordingError } from './recording.ts';

/** A recording from a file of either layout: ours in YAML, or the reference driver's in JSON. Throws RecordingError. */
export function readRecording(file: string): Recording {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new RecordingError(`${file}: ${(error as Error).message}`);
  }
  return file.endsWith('.json') ? importRecording(text, file) : parseRecording(text, file);
}

/**
 * Every recording below a folder, ordered by path; with `accepts`, only those whose id (`cloud61/basic_mom1`) it accepts.
 * Two that call themselves the same are an error.
 */
export function loadRecordings(folder: string, accepts: (id: string) => boolean = () => true): Recording[] {
  const files = yamlFiles(folder).filter((file) => accepts(relative(folder, file).replace(/\.yaml$/, '')));
  const recordings = files.map(readRecording);
  const seen = new Map<string, string>();
  for (const { id, file } of recordings) {
    const other = seen.get(id);
    if (other !== undefined) throw new RecordingError(`${file}: the recording ${id} is in ${other} already`);
    seen.set(id, file);
  }
  return recordings;
}

function yamlFiles(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return yamlFiles(path);
      return entry.name.endsWith('.yaml') ? [path] : [];
    })
    .sort();
}
