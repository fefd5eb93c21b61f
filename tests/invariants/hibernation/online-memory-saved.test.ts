import { expect, test } from 'vitest';
import onlineMemorySaved from '../../../harness/invariants/hibernation/online-memory-saved.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** An image was taken while block 4 was online with its memmap in pages 256 to 264, and block 5 was offline. */
function hibernated() {
  const m = atRest([plug(4), plug(5), movable(4), { op: 'hibernate' }], { stack: 'linux@5.12+oscar@v5' });
  const { told, look } = m.watched(onlineMemorySaved);
  return { k: m.k, saved: m.k.image!.saved, told, look: () => look({ op: 'hibernate' }), lookLater: () => look() };
}

test('an image that has the online block is well, with or without the offline one', () => {
  const { saved, told, look } = hibernated();
  saved.set(256, 320, true);
  expect(saved.get(320)).toBe(false);
  look();
  expect(told).toEqual([]);
});

test.each([
  ['memmap', 256, 258, '2 pages of online block 4 are not in the image, 2 of them hold its memmap'],
  ['data', 264, 267, '3 pages of online block 4 are not in the image, 0 of them hold its memmap'],
  ['memmap and data', 262, 266, '4 pages of online block 4 are not in the image, 2 of them hold its memmap'],
])('%s that is not in it is told', (_, start, end, message) => {
  const { saved, told, look } = hibernated();
  saved.set(256, 320, true);
  saved.set(start, end, false);
  look();
  expect(told).toEqual([{ message, where: `pages ${start}+${end - start}` }]);
});

test('it is looked at when the image is taken, and not again', () => {
  const { saved, told, lookLater } = hibernated();
  saved.set(256, 320, false);
  lookLater();
  expect(told).toEqual([]);
});

test('where no image was taken nothing is missing in it', () => {
  const { k, told, look } = hibernated();
  k.image = undefined;
  look();
  expect(told).toEqual([]);
});
