import { expect, test } from 'vitest';
import oneZone from '../../../harness/invariants/span/one-zone.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const twoBlocks = () => atRest([plug(4, 2), movable(4), movable(5)]);

test('a block whose pages link to one zone is well', () => {
  expect(twoBlocks().told(oneZone)).toBeUndefined();
});

test('blocks of different zones are well', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(320, 384, 2);
  expect(m.told(oneZone)).toBeUndefined();
});

test('a block whose last pages link to another zone is told', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(376, 384, 2);
  expect(m.told(oneZone)).toMatchObject({
    message: 'online block 5 has 56 pages in 0:Movable and more in 0:Normal',
    where: 'block 5',
  });
});

test('a single page at the end is enough', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(383, 384, -1);
  expect(m.told(oneZone)?.message).toBe('online block 5 has 63 pages in 0:Movable and more in no zone');
});

test('what the pages of an offline block link to does not matter', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(376, 384, 2);
  m.k.memory_blocks.get(5)!.state = 'MEM_OFFLINE';
  expect(m.told(oneZone)).toBeUndefined();
});
