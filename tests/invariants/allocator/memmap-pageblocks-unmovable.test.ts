import { expect, test } from 'vitest';
import memmapPageblocksUnmovable from '../../../harness/invariants/allocator/memmap-pageblocks-unmovable.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online with its memmap in pages 256 to 264, one pageblock; block 5 is offline. */
const selfHosted = () => atRest([plug(4), plug(5), movable(4)], { stack: 'linux@5.12+david@v10' });

test('a pageblock of memmap that is UNMOVABLE is well', () => {
  const m = selfHosted();
  expect(m.k.maps.pageblock_migratetype.get(256)).toBe('UNMOVABLE');
  expect(m.told(memmapPageblocksUnmovable)).toBeUndefined();
});

test.each([
  ['MOVABLE', 'MOVABLE'],
  [undefined, 'of no migratetype'],
] as const)('one that is %s is told', (migratetype, is) => {
  const m = selfHosted();
  m.k.maps.pageblock_migratetype.set(256, 264, migratetype);
  expect(m.told(memmapPageblocksUnmovable)).toEqual({
    message: `memmap pageblocks of online block 4 are ${is}`,
    where: 'pages 256+8',
  });
});

test('one that stays ISOLATE is told elsewhere', () => {
  const m = selfHosted();
  m.k.maps.pageblock_migratetype.set(256, 264, 'ISOLATE');
  expect(m.told(memmapPageblocksUnmovable)).toBeUndefined();
});

test('pageblocks of data may be MOVABLE', () => {
  const m = selfHosted();
  expect(m.k.maps.pageblock_migratetype.get(264)).toBe('MOVABLE');
  expect(m.told(memmapPageblocksUnmovable)).toBeUndefined();
});

test('of a memmap of 12 pages the first pageblock counts, the second is shared with data', () => {
  const m = selfHosted();
  m.k.memory_blocks.get(4)!.nr_vmemmap_pages = 12;
  expect(m.told(memmapPageblocksUnmovable)).toBeUndefined();
  m.k.memory_blocks.get(4)!.nr_vmemmap_pages = 16;
  expect(m.told(memmapPageblocksUnmovable)?.where).toBe('pages 264+8');
});

test('an offline block may have anything there', () => {
  const m = selfHosted();
  m.k.maps.pageblock_migratetype.set(320, 384, 'MOVABLE');
  expect(m.told(memmapPageblocksUnmovable)).toBeUndefined();
});
