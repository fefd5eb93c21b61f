import { expect, test } from 'vitest';
import blockZone from '../../../harness/invariants/sysfs/block-zone.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

/** From v5.18 on a block stores its zone. Block 4 is online in Movable, block 5 offline. */
const twoBlocks = (stack = 'linux@6.1') => atRest([plug(4, 2), movable(4)], { stack });

test('an online block knows its zone, an offline one none', () => {
  const m = twoBlocks();
  expect(m.k.memory_blocks.get(4)!.zone).toBe(m.zone('Movable'));
  expect(m.told(blockZone)).toBeUndefined();
  m.play(offline(4));
  expect(m.told(blockZone)).toBeUndefined();
});

test('an online block that knows no zone is told', () => {
  const m = twoBlocks();
  m.k.memory_blocks.get(4)!.zone = null;
  expect(m.told(blockZone)).toMatchObject({ message: 'block 4 is online and knows no zone', where: 'block 4' });
});

test('an offline block that keeps a zone is told', () => {
  const m = twoBlocks();
  m.k.memory_blocks.get(5)!.zone = m.zone('Normal');
  expect(m.told(blockZone)?.message).toBe('block 5 is offline and keeps zone 0:Normal');
});

test('a block that knows another zone than its pages is told', () => {
  const m = twoBlocks();
  m.k.memory_blocks.get(4)!.zone = m.zone('Normal');
  expect(m.told(blockZone)?.message).toBe('block 4 says 0:Normal, its pages link elsewhere');
});

test('the last page of the block decides', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(256, 319, 2);
  expect(m.told(blockZone)).toBeUndefined();
  m.k.maps.page_link.set(319, 320, 2);
  expect(m.told(blockZone)?.where).toBe('block 4');
});

test('where blocks store no zone there is nothing to say', () => {
  const m = twoBlocks('linux@5.12');
  m.k.memory_blocks.get(5)!.zone = m.zone('Normal');
  expect(m.told(blockZone)).toBeUndefined();
});
