import { expect, test } from 'vitest';
import offlineMemmapPresent from '../../../harness/invariants/counters/offline-memmap-present.ts';
import { atRest, kernel, movable, plug } from '../at_rest.ts';

/** Block 4 is offline, its first 8 pages hold its memmap and link to Movable, which counts so many pages. */
function counting(present: number) {
  const m = atRest([plug(4), movable(4)]);
  const mem = m.k.memory_blocks.get(4)!;
  mem.state = 'MEM_OFFLINE';
  mem.nr_vmemmap_pages = 8;
  m.zone('Movable').present_pages = present;
  return m;
}

test('a zone that counts none of them is well', () => {
  expect(counting(0).told(offlineMemmapPresent)).toBeUndefined();
});

test('a zone that counts them is told', () => {
  expect(counting(8).told(offlineMemmapPresent)).toMatchObject({
    message: '0:Movable counts 8 memmap pages of offline blocks as present',
    where: 'zone 0:Movable',
  });
});

test.each([7, 9, 64])('a zone that counts %d pages errs in another way', (present) => {
  expect(counting(present).told(offlineMemmapPresent)).toBeUndefined();
});

test('pages that link to another zone are not those that this one counts', () => {
  const m = counting(8);
  m.k.maps.page_link.set(256, 264, 2);
  expect(m.told(offlineMemmapPresent)).toBeUndefined();
});

test('the memmap of an online block is counted with it', () => {
  expect(atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' }).told(offlineMemmapPresent)).toBeUndefined();
});

test('what a zone counts of boot memory and of online blocks is counted with reason', () => {
  const m = counting(8);
  m.play(plug(5), movable(5), plug(6), kernel(6));
  // The 64 pages of block 5 and the 8 of block 4.
  m.zone('Movable').present_pages = 64 + 8;
  expect(m.told(offlineMemmapPresent)?.where).toBe('zone 0:Movable');
  m.zone('Movable').present_pages = 64;
  expect(m.told(offlineMemmapPresent)).toBeUndefined();
  m.k.maps.page_link.set(256, 264, 2);
  m.zone('Normal').present_pages = 256 + 64 + 8;
  expect(m.told(offlineMemmapPresent)?.where).toBe('zone 0:Normal');
});
