import { expect, test } from 'vitest';
import { instructionsText, listed, ratioText } from '../../harness/text/cost_text.ts';

test.each([
  [0, '0'],
  [185, '185'],
  [69_084, '69 k'],
  [999_499, '999 k'],
  [999_500, '1.0 M'],
  [6_833_466, '6.8 M'],
  [397_819_327, '398 M'],
])('%d instructions are %s', (instructions, text) => {
  expect(instructionsText(instructions)).toBe(text);
});

test('a ratio has two decimals, one from ten on', () => {
  expect([ratioText(0.844), ratioText(12.34)]).toEqual(['0.84', '12.3']);
});

test('names are listed as in a sentence', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'])]).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
});
