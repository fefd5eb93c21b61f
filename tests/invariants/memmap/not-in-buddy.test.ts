import { expect, test } from 'vitest';
import notInBuddy from '../../../harness/invariants/memmap/not-in-buddy.ts';
import { PageBuddy } from '../../../harness/kernel/include/page_flags.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online with its memmap in pages 256 to 264, its data is free. */
const selfHosted = () => atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' });

test('data pages are in the buddy, memmap pages are not', () => {
  const m = selfHosted();
  expect(m.k.maps.page_flags.get(264)).toBe(PageBuddy);
  expect(m.told(notInBuddy)).toBeUndefined();
});

test('memmap pages that are free are told', () => {
  const m = selfHosted();
  m.k.maps.page_flags.set(258, 264, PageBuddy);
  expect(m.told(notInBuddy)).toEqual({
    message: '6 memmap pages of block 4 were given to the buddy',
    where: 'pages 258+6',
  });
});

test('memmap pages may have any other flag', () => {
  const m = selfHosted();
  m.k.maps.page_flags.set(256, 264, 0xff & ~PageBuddy);
  expect(m.told(notInBuddy)).toBeUndefined();
});

test('pages of a block that is gone are told', () => {
  const m = atRest([]);
  m.k.maps.stray_free.set(256, 264, true);
  expect(m.told(notInBuddy)).toEqual({
    message: '8 memmap pages of a block that is gone or going were given to the buddy',
    where: 'pages 256+8',
  });
});
