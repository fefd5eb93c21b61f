import { expect, test } from 'vitest';
import validZonesOnline from '../../../harness/invariants/sysfs/valid-zones-online.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const twoBlocks = (stack = 'linux@5.12') => atRest([plug(4, 2), movable(4)], { stack });

test('what is read is the zone that the pages link to', () => {
  const m = twoBlocks();
  expect(m.k.valid_zones_show(m.k.memory_blocks.get(4)!)).toBe('Movable');
  expect(m.told(validZonesOnline)).toBeUndefined();
});

test('another zone is told', () => {
  const m = twoBlocks('linux@6.1');
  m.k.memory_blocks.get(4)!.zone = m.zone('Normal');
  expect(m.told(validZonesOnline)).toMatchObject({
    message: 'valid_zones of online block 4 reads "Normal", its pages are in Movable',
    where: 'block 4',
  });
});

test('a block of which nothing can be said is told', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(256, 264, 2);
  // v5.12 walks the pages, and finds them in two zones.
  expect(m.told(validZonesOnline)?.message).toBe(
    'valid_zones of online block 4 reads "none", its pages are in Movable',
  );
});

test('a read that oopses is told as what it is', () => {
  const m = twoBlocks();
  m.k.valid_zones_show = () => m.k.oops('made up');
  expect(m.told(validZonesOnline)).toMatchObject({
    message: 'reading valid_zones of online block 4 oopses: made up',
    class: 'crash',
  });
});

test('any other error is no finding', () => {
  const m = twoBlocks();
  m.k.valid_zones_show = () => {
    throw new Error('ours');
  };
  expect(() => m.told(validZonesOnline)).toThrow('ours');
});
