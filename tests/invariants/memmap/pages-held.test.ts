import { expect, test } from 'vitest';
import pagesHeld from '../../../harness/invariants/memmap/pages-held.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online with its memmap in pages 256 to 264, block 5 offline with its own in 320 to 328. */
const selfHosted = () => atRest([plug(4), plug(5), movable(4)], { stack: 'linux@5.12+david@v10' });

test('memmap pages with a reference are well', () => {
  expect(selfHosted().told(pagesHeld)).toBeUndefined();
});

test('memmap pages without are told', () => {
  const m = selfHosted();
  m.k.maps.page_refcount.set(258, 260, 0);
  expect(m.told(pagesHeld)).toEqual({
    message: '2 memmap pages of online block 4 have no reference',
    where: 'pages 258+2',
  });
});

test('free data pages have none', () => {
  const m = selfHosted();
  m.k.maps.page_refcount.set(264, 320, 0);
  expect(m.told(pagesHeld)).toBeUndefined();
});

test('nobody asks a struct page that the kernel did not write', () => {
  const m = selfHosted();
  m.k.maps.page_refcount.set(256, 264, 0);
  m.k.maps.memmap.set(256, 264, 'garbage');
  expect(m.told(pagesHeld)).toBeUndefined();
});

test('an offline block may have none', () => {
  const m = selfHosted();
  m.k.maps.memmap.set(320, 328, 'init');
  m.k.maps.page_refcount.set(320, 328, 0);
  expect(m.told(pagesHeld)).toBeUndefined();
});
