import { expect, test } from 'vitest';
import { parseSize, sizeInPages } from '../../harness/corpus/size.ts';

test.each([
  ['128 MiB', 2 ** 27],
  ['1GiB', 2 ** 30],
  ['0 B', 0],
  ['636 KiB', 651264],
])('%s has %i bytes', (text, bytes) => expect(parseSize(text)).toBe(bytes));

test.each(['128', '128 MB', '1G', '1.5 GiB', '-1 GiB', 'GiB', '1 gib', ''])('`%s` is no size', (text) => {
  expect(() => parseSize(text)).toThrow(expect.objectContaining({ code: 'bad-unit' }));
});

test('a size must be whole pages', () => {
  expect(sizeInPages('128 KiB', 65536)).toBe(2);
  expect(() => sizeInPages('4 KiB', 65536)).toThrow(expect.objectContaining({ code: 'bad-unit' }));
});
