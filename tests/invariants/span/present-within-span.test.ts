import { expect, test } from 'vitest';
import presentWithinSpan from '../../../harness/invariants/span/present-within-span.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Movable spans, has and manages 128 pages. */
const twoBlocks = () => atRest([plug(4, 2), movable(4), movable(5)]);

test('as many pages as are spanned may be present, and managed', () => {
  const m = twoBlocks();
  expect(m.zone('Movable')).toMatchObject({ spanned_pages: 128, present_pages: 128, managed_pages: 128 });
  expect(m.told(presentWithinSpan)).toBeUndefined();
});

test('one present page more is told', () => {
  const m = twoBlocks();
  m.zone('Movable').present_pages++;
  expect(m.told(presentWithinSpan)).toMatchObject({
    message: '0:Movable has 129 present pages in a span of 128',
    where: 'zone 0:Movable',
  });
});

test('one managed page more than are present is told', () => {
  const m = twoBlocks();
  m.zone('Movable').managed_pages++;
  expect(m.told(presentWithinSpan)).toEqual({
    message: '0:Movable manages 129 of 128 present pages',
    where: 'zone 0:Movable',
    // Both are in /proc/zoneinfo.
    class: 'wrong number to user space',
  });
});
