import { expect, test } from 'vitest';
import { type FigureKind, pageCount } from '../../harness/corpus/page_count.ts';

/** 4 KiB pages, blocks of 128 MiB (32768 pages), the first DIMM at 6 GiB (pfn 1572864). */
const names: Record<string, number> = { N: 32768, PB: 512, S: 1572864, 'd0[1]': 1605632 };
const figure = (written: string | number, kind: FigureKind = 'place'): number =>
  pageCount(written, kind, {
    pageBytes: 4096,
    pagesPerBlock: 32768,
    lookup: (name) => names[name],
    names: Object.keys(names),
  });

test.each([
  ['6 GiB', 1572864],
  ['6 GiB + 2 MiB', 1572864 + 512],
  ['6GiB+2MiB', 1572864 + 512],
  ['0x180200000 B', 1572864 + 512],
  ['pfn 1573376', 1573376],
  ['pfn 0x180200', 1573376],
  ['block 48', 48 * 32768],
  ['block 48 + 2 MiB', 48 * 32768 + 512],
  ['S + 7 * N', 1572864 + 7 * 32768],
  ['S + N / 2', 1572864 + 16384],
  ['d0[1] + 8 pages', 1605632 + 8],
  ['S + 1 page', 1572865],
  ['2 * 1 GiB', 524288],
  ['N / PB * 4 KiB', 64],
  [0, 0],
  ['0', 0],
])('the place %s is pfn %i', (written, pfn) => expect(figure(written)).toBe(pfn));

test.each([
  [0x1c0200000, /address or a page number/, /`0x1c0200000 B` for an address, `pfn 0x1c0200000` for a page number/],
  [458752, /`458752` could be/, /`pfn 0x70000` for a page number/],
  ['1572864', /could be/, /pfn 0x180000/],
  ['S + 512', /`512` could be/, /pfn 0x200/],
  ['N / PB', /`64` could be/, /pfn 0x40/],
  ['6 GB', /`GB` is no unit/, /GiB/],
  ['2N', /`N` is no unit/, /2 \* N/],
  ['6 GiB + 1 KiB', /not a whole number of pages/, /4096 bytes/],
])('the place %s says no unit that it could be told by', (written, message, hint) => {
  const wanted = { code: 'bad-unit', message: expect.stringMatching(message), hint: expect.stringMatching(hint) };
  expect(() => figure(written)).toThrow(expect.objectContaining(wanted));
});

test('a count of pages is told as pages or as a size', () => {
  expect(figure('2048 pages', 'count')).toBe(2048);
  expect(figure('8 MiB', 'count')).toBe(2048);
  expect(figure('N - 4 * PB', 'count')).toBe(32768 - 2048);
});

test('a bare count is refused with the words that say what it is', () => {
  expect(() => figure(2048, 'count')).toThrow(
    expect.objectContaining({ code: 'bad-unit', hint: expect.stringContaining('`2048 pages`') }),
  );
  expect(() => figure('N - 1', 'count')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('`1 page`') }),
  );
});

test('a count has no place in it', () => {
  expect(() => figure('block 4', 'count')).toThrow(expect.objectContaining({ code: 'bad-arithmetic' }));
});
