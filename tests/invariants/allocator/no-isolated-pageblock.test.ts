import { expect, test } from 'vitest';
import noIsolatedPageblock from '../../../harness/invariants/allocator/no-isolated-pageblock.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4, pages 256 to 320, is online, block 5 is not. */
const half = () => atRest([plug(4, 2), movable(4)]);

test('an online block whose pageblocks are in use is well', () => {
  expect(half().told(noIsolatedPageblock)).toBeUndefined();
});

test('pageblocks that stay isolated are told', () => {
  const m = half();
  m.k.maps.pageblock_migratetype.set(272, 288, 'ISOLATE');
  // 16 pages, 8 of them a pageblock.
  expect(m.told(noIsolatedPageblock)).toEqual({
    message: '2 pageblocks of online block 4 are still ISOLATE',
    where: 'pages 272+16',
  });
});

test('those of an offline block may: it was isolated when it went', () => {
  const m = half();
  m.k.maps.pageblock_migratetype.set(320, 384, 'ISOLATE');
  expect(m.told(noIsolatedPageblock)).toBeUndefined();
});
