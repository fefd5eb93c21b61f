import { expect, test } from 'vitest';
import { sentenceOf } from '../../harness/cost/growth.ts';

test.each([
  [0, 7, 7, 'the same at every block size (7)'],
  [0.04, 7, 8, 'hardly depends on the block size'],
  [-0.04, 8, 7, 'hardly depends on the block size'],
  [0.06, 7, 9, 'grows as the block size to the power 0.06'],
  [0.49, 7, 99, 'grows as the block size to the power 0.49'],
  [0.94, 7, 99, 'grows as the block size to the power 0.94'],
  [0.96, 7, 99, 'grows in proportion to the block size'],
  [1.04, 7, 99, 'grows in proportion to the block size'],
  [1.06, 7, 99, 'grows as the block size to the power 1.06'],
  [-0.5, 9, 7, 'falls as the block size to the power -0.50'],
])('growth to the power %d is put into words', (exponent, from, to, words) => {
  const growth = { operation: 'offline', counter: 'span probes', design: 'a', variable: 'block size' } as const;
  expect(sentenceOf({ ...growth, exponent, r2: 1, from, to })).toContain(words);
});

test('a sentence names all that it is about, with its figures', () => {
  const growth = { operation: 'offline', counter: 'span probes', design: 'a', variable: 'block size' } as const;
  expect(sentenceOf({ ...growth, exponent: 0.5, r2: 0.98765, from: 7, to: 99 })).toBe(
    'a: offlining the last block of ZONE_MOVABLE, span probes: grows as the block size to the power 0.50 (7 to 99 sub-sections, r2 0.988).',
  );
});

test('a count that is the same at both ends but not between them hardly depends on it', () => {
  const growth = { operation: 'offline', counter: 'span probes', design: 'a', variable: 'block size' } as const;
  expect(sentenceOf({ ...growth, exponent: 0.01, r2: 0.5, from: 7, to: 7 })).toContain('hardly depends');
  expect(sentenceOf({ ...growth, exponent: 0, r2: 0.5, from: 7, to: 8 })).toContain('hardly depends');
});

test('a counter that nobody has listed has no unit', () => {
  const growth = { operation: 'offline', counter: 'new', design: 'a', variable: 'block size' } as const;
  expect(sentenceOf({ ...growth, exponent: 1, r2: 1, from: 7, to: 9 })).toContain('block size (7 to 9, r2 1.000).');
});
