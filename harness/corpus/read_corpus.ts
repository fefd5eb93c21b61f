import type { Fixture, Machine } from '../types/scenario.ts';
import { corpusHash } from './canonical.ts';
import type { ReadFile } from './files.ts';
import type { Corpus, Machines } from './load.ts';
import type { Problem } from './problem.ts';
import { readFixture } from './read_fixture.ts';
import { readMachines } from './read_machines.ts';

/** Reads machine files. A file that cannot be used becomes problems and stops no other. */
export function readAllMachines(files: readonly ReadFile[]): Machines {
  const { machines, problems } = readMachines(files.flatMap(readable));
  return { machines: [...machines], problems: [...twice(files), ...files.flatMap(unreadable), ...problems] };
}

/** Reads scenarios on these machines. A file that cannot be used becomes problems and stops no other. */
export function readAllFixtures(files: readonly ReadFile[], machines: Machines): Corpus {
  const presets = new Map<string, Machine>(machines.machines);
  const doubled = twice(files);
  const skipped = new Set([...machines.problems, ...doubled].map(({ file }) => file));
  const read = files.flatMap(readable).map(({ text, id, file }) => ({ file, ...readFixture(text, id, file, presets) }));
  const all = read.flatMap(({ file, fixture }) => (fixture && !skipped.has(file) ? [fixture] : []));
  const { fixtures, copies } = withoutCopies(all);
  const problems = [
    ...machines.problems,
    ...doubled,
    ...files.flatMap(unreadable),
    ...read.flatMap((one) => one.problems),
    ...copies,
  ];
  problems.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
  fixtures.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { fixtures, problems, hash: corpusHash(fixtures) };
}

const readable = ({ text, ...names }: ReadFile) => (typeof text === 'string' ? [{ ...names, text }] : []);
const unreadable = ({ text }: ReadFile): Problem[] => (typeof text === 'string' ? [] : [text]);

function twice(files: readonly ReadFile[]): Problem[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ id, file }) => {
    const other = seen.get(id);
    seen.set(id, file);
    return other === undefined ? [] : [duplicate(file, `\`${id}\` is also ${other}`, 'rename one of the two')];
  });
}

/** Two files that do and expect the same would be one fixture in every report. The later one is dropped. */
function withoutCopies(all: readonly Fixture[]): { fixtures: Fixture[]; copies: Problem[] } {
  const first = new Map<string, Fixture>();
  const copies: Problem[] = [];
  for (const fixture of all) {
    const same = first.get(fixture.hash);
    const message = `does and expects the same as ${same?.file}`;
    if (same) copies.push(duplicate(fixture.file, message, 'delete one of the two, or change what it does'));
    else first.set(fixture.hash, fixture);
  }
  return { fixtures: [...first.values()], copies };
}

function duplicate(file: string, message: string, hint: string): Problem {
  return { code: 'duplicate-id', file, line: 1, column: 1, message, hint, frame: '' };
}
