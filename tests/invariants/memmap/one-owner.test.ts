import { expect, test } from 'vitest';
import oneOwner from '../../../harness/invariants/memmap/one-owner.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online; its 64 struct pages of 512 bytes lie in 8 pages of 4096, 256 to 264. */
const selfHosted = () => atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' });

test('a block whose head holds its struct pages is well', () => {
  expect(selfHosted().told(oneOwner)).toBeUndefined();
});

test('so is a block whose struct pages lie elsewhere', () => {
  expect(atRest([plug(4), movable(4)]).told(oneOwner)).toBeUndefined();
});

test('frames that the block does not keep are told', () => {
  const m = selfHosted();
  m.k.maps.vmemmap_frame.set(264, 266, true);
  expect(m.told(oneOwner)).toEqual({
    message: '2 memmap frames of block 4 lie outside what the block keeps for its memmap',
    where: 'pages 264+2',
  });
});

test('frames that somebody allocated are told', () => {
  const m = selfHosted();
  m.k.maps.page_use.set(260, 262, 'kernel');
  expect(m.told(oneOwner)).toEqual({
    message: 'memmap frames of block 4 are allocated to somebody else',
    where: 'pages 260+2',
  });
});

test('data pages may be allocated', () => {
  const m = selfHosted();
  m.k.maps.page_use.set(264, 320, 'kernel');
  expect(m.told(oneOwner)).toBeUndefined();
});

test('too few frames for the struct pages are told', () => {
  const m = selfHosted();
  m.k.maps.vmemmap_frame.set(263, 264, false);
  expect(m.told(oneOwner)).toEqual({
    message: '7 frames hold the struct pages of 64 pages, which take 8',
    where: 'pages 256+7',
  });
});

test('struct pages without any frame are nowhere', () => {
  const m = selfHosted();
  m.k.maps.vmemmap_frame.set(256, 264, false);
  expect(m.told(oneOwner)).toEqual({
    message: '0 frames hold the struct pages of 64 pages, which take 8',
    where: 'nowhere',
  });
});

test.each([
  // 57 * 512 bytes take 7.1 pages, 56 * 512 take 7.
  [57, undefined],
  [56, '8 frames hold the struct pages of 56 pages, which take 7'],
])('8 frames for %d struct pages: %s', (carried, message) => {
  const m = selfHosted();
  m.k.maps.memmap_from_altmap.set(256 + carried, 320, false);
  expect(m.told(oneOwner)?.message).toBe(message);
});
