import { expect, test } from 'vitest';
import { progressLines, progressLookOf } from '../../harness/cli/progress.ts';

const [terminal, pipe] = [{ isTTY: true }, {}];

test.each([
  ['standard error is a terminal', 'bar', pipe, terminal, false, 20_000],
  ['both are terminals', 'bar', terminal, terminal, false, 20_000],
  ['neither is a terminal', 'lines', pipe, pipe, false, 20_000],
  ['standard error alone was sent away', 'none', terminal, pipe, false, 20_000],
  ['it shall be quiet', 'none', pipe, pipe, true, 20_000],
  ['it shall be quiet at a terminal', 'none', terminal, terminal, true, 20_000],
  ['there is little to do', 'none', pipe, pipe, false, 1000],
] as const)('where %s: %s', (_, wanted, stdout, stderr, quiet, units) => {
  expect(progressLookOf(units, quiet, { stdout, stderr })).toBe(wanted);
});

const linesOf = (total: number, steps: readonly number[]): string[] => {
  const lines: string[] = [];
  const progress = progressLines(total, 'fixtures run', (line) => lines.push(line));
  for (const done of steps) progress.update(done, 'a/fixture');
  progress.stop();
  return lines;
};

test('a log has a line at the start and one after each quarter, whatever the time', () => {
  const all = Array.from({ length: 10 }, (_, at) => at + 1);
  // Quarters of ten are full after 3, 5, 8 and 10.
  expect(linesOf(10, all)).toEqual([0, 3, 5, 8, 10].map((done) => `${done} of 10 fixtures run\n`));
});

test('a quarter that is jumped over has no line of its own', () => {
  expect(linesOf(2, [1, 2])).toEqual(['0 of 2 fixtures run\n', '1 of 2 fixtures run\n', '2 of 2 fixtures run\n']);
});
