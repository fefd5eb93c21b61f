import { expect, test } from 'vitest';
import { columnsOf, wantsColor } from '../../harness/cli/terminal.ts';

test.each([
  ['a terminal', { isTTY: true }, {}, true],
  ['a pipe', {}, {}, false],
  ['NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
  ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
  ['FORCE_COLOR in a pipe', {}, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', { isTTY: true }, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR against FORCE_COLOR', {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
] as const)('%s decides on colour', (_, stream, env, wanted) => {
  expect(wantsColor(stream, env)).toBe(wanted);
});

test('a pipe is laid out for 100 columns whatever the window', () => {
  expect(columnsOf({ columns: 240 })).toBe(100);
});

test('a terminal is laid out for its own width', () => {
  expect(columnsOf({ isTTY: true, columns: 132 })).toBe(132);
});
