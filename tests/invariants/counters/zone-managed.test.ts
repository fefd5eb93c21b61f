import { expect, test } from 'vitest';
import zoneManaged from '../../../harness/invariants/counters/zone-managed.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 keeps 8 of its 64 pages for its memmap and gives 56 to the buddy. */
const selfHosted = () => atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' });

test('what a block gave to the buddy is managed, and its memmap is not', () => {
  const m = selfHosted();
  expect(m.zone('Movable').managed_pages).toBe(56);
  expect(m.told(zoneManaged)).toBeUndefined();
});

test.each([1, -1])('a zone that is off by %d is told', (by) => {
  const m = selfHosted();
  m.zone('Movable').managed_pages += by;
  expect(m.told(zoneManaged)).toMatchObject({
    message: `0:Movable manages ${56 + by} pages, its online blocks gave it 56`,
    where: 'zone 0:Movable',
  });
});

test('memory of boot that is lost is told', () => {
  const m = selfHosted();
  m.zone('Normal').managed_pages -= 1;
  expect(m.told(zoneManaged)?.message).toBe('0:Normal manages 255 pages, its online blocks gave it 256');
});

test('a total that is not the sum over the zones is told', () => {
  const m = selfHosted();
  m.k.totalram_pages += 1;
  // 256 of boot and 56 of the block.
  expect(m.told(zoneManaged)).toMatchObject({
    message: 'totalram_pages is 313, the zones manage 312',
    where: 'totalram_pages',
  });
});
