/** Fixtures as a recorder asks for them: a file, a name in fixtures/live, or ids and globs of fixtures/scenarios. */
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { listYaml } from '../../corpus/files.ts';
import { matcher } from '../../corpus/glob.ts';
import { loadMachines } from '../../corpus/load.ts';
import { readFixture } from '../../corpus/read_fixture.ts';
import { projectRoot } from '../../corpus/root.ts';
import type { Fixture } from '../../types/scenario.ts';
import { RecordingError } from '../recording.ts';

export interface FoundFixture {
  fixture: Fixture;
  /** As a command line names it. */
  named: string;
  /** The value of memmap_on_memory that the name ends in, `gap_reused_mom1`; all the fixture lists unless given. */
  variant: string | undefined;
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/** The file that a word means, and the variant of it. */
function fileOf(word: string, root: string): { file: string; variant?: string } | undefined {
  if (isFile(word)) return { file: word };
  const bundled = (name: string) => join(root, 'fixtures', 'live', `${name}.yaml`);
  if (isFile(bundled(word))) return { file: bundled(word) };
  const [, name = '', variant] = /^(.*)_mom(\w+)$/.exec(word) ?? [];
  return variant !== undefined && isFile(bundled(name)) ? { file: bundled(name), variant } : undefined;
}

/**
 * Read for a guest, which places DIMMs itself: blocks keep their names. None where the word means nothing. Throws
 * RecordingError with line and column where a file is no fixture.
 */
export async function findFixtures(word: string): Promise<FoundFixture[]> {
  const root = projectRoot();
  const { machines } = await loadMachines();
  const read = (file: string, id: string, shown: string): Fixture => {
    const { fixture, problems } = readFixture(readFileSync(file, 'utf8'), id, shown, machines, { late: true });
    const [problem] = problems;
    if (fixture) return fixture;
    throw new RecordingError(
      `${problem!.file}:${problem!.line}:${problem!.column}: ${problem!.message}`,
      problem!.hint,
    );
  };
  const found = fileOf(word, root);
  if (found) {
    const id = basename(found.file).replace(/\.ya?ml$/, '');
    const named = isFile(join(root, 'fixtures', 'live', `${id}.yaml`)) ? id : word;
    return [{ fixture: read(found.file, id, found.file), named, variant: found.variant }];
  }
  const wanted = matcher([word]);
  return listYaml(root, 'fixtures/scenarios')
    .filter(({ id }) => wanted(id))
    .map(({ id, file }) => ({ fixture: read(join(root, file), id, file), named: id, variant: undefined }));
}
