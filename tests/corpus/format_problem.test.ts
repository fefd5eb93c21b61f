import { expect, test } from 'vitest';
import { formatProblem } from '../../harness/corpus/format_problem.ts';
import { frame } from '../../harness/corpus/frame.ts';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import { machines } from './machines.ts';

const text = 'title: t\nmachine: x86-64-128M\nsteps:\n  - add: d0\n  - onlin: d0\n';
const [problem] = readFixture(text, 't/f', 'fixtures/scenarios/t/f.yaml', machines).problems;

test('a problem prints as a compiler prints it', () => {
  expect(formatProblem(problem!)).toBe(
    [
      'fixtures/scenarios/t/f.yaml:5:5: error unknown-step: no step `onlin`',
      '  5 |   - onlin: d0',
      '    |     ^^^^^',
      '  hint: did you mean `online`?',
    ].join('\n'),
  );
});

test('colour adds nothing but colour', () => {
  const colored = formatProblem(problem!, { color: true });
  expect(colored).toContain('\u001b[31m');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for escape sequences
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(formatProblem(problem!));
});

test('a line of a thousand columns is cut around the caret', () => {
  const [source, caret] = frame(`${'a'.repeat(500)}X${'b'.repeat(500)}`, 1, 501).split('\n');
  expect(source?.length).toBeLessThan(140);
  expect(source?.[caret!.indexOf('^')]).toBe('X');
});

test('tabs and control characters do not move the caret', () => {
  const [source, caret] = frame('\ta\u0007: x', 1, 6).split('\n');
  expect(source?.[caret!.indexOf('^')]).toBe('x');
});
