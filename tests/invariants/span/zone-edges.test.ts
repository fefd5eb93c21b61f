import { expect, test } from 'vitest';
import zoneEdges from '../../../harness/invariants/span/zone-edges.ts';
import { atRest, kernel, movable, plug } from '../at_rest.ts';

/** Movable is blocks 4 and 5, pages 256 to 384. */
const twoBlocks = () => atRest([plug(4, 2), movable(4), movable(5)]);

test('a zone that begins and ends with its own online pages is well', () => {
  expect(twoBlocks().told(zoneEdges)).toBeUndefined();
});

test('a zone that reaches further than its last block is told', () => {
  const m = twoBlocks();
  m.zone('Movable').spanned_pages += 64;
  expect(m.told(zoneEdges)).toMatchObject({
    message: '0:Movable spans 256+192, but pfn 447 at its end is not an online page of it',
    where: 'zone 0:Movable',
  });
});

test('a zone that begins before its first block is told', () => {
  const m = atRest([plug(4, 2), movable(5)]);
  m.zone('Movable').zone_start_pfn -= 64;
  m.zone('Movable').spanned_pages += 64;
  expect(m.told(zoneEdges)?.message).toBe(
    '0:Movable spans 256+128, but pfn 256 at its start is not an online page of it',
  );
});

test('an edge whose page links to another zone is told', () => {
  const m = twoBlocks();
  m.k.maps.page_link.set(383, 384, 2);
  expect(m.told(zoneEdges)?.message).toContain('pfn 383 at its end');
});

test.each([
  ['first', 4, 'pfn 256 at its start'],
  ['last', 5, 'pfn 383 at its end'],
])('the pages of an offline block that still link to the zone are no edge of it: the %s block', (_, block, place) => {
  const m = twoBlocks();
  m.k.memory_blocks.get(block)!.state = 'MEM_OFFLINE';
  m.zone('Movable').present_pages = 64;
  expect(m.told(zoneEdges)?.message).toContain(place);
});

/** Block 4 is offline, and the 8 pages of its memmap are the start of the zone. */
function memmapAtTheStart(present: number) {
  const m = twoBlocks();
  const mem = m.k.memory_blocks.get(4)!;
  mem.state = 'MEM_OFFLINE';
  mem.nr_vmemmap_pages = 8;
  m.zone('Movable').present_pages = present;
  return m;
}

test('the memmap of an offline block may be the edge of a zone that counts it', () => {
  expect(memmapAtTheStart(64 + 8).told(zoneEdges)).toBeUndefined();
});

test('the memmap of an offline block is no edge of a zone that does not count it', () => {
  expect(memmapAtTheStart(64).told(zoneEdges)?.message).toContain('pfn 256 at its start');
});

test('a zone that counts too much has no edge in the data pages of an offline block', () => {
  const m = memmapAtTheStart(64 + 8);
  m.zone('Movable').zone_start_pfn = 264;
  m.zone('Movable').spanned_pages = 384 - 264;
  expect(m.told(zoneEdges)?.message).toContain('pfn 264 at its start');
});

test('what boot left at the edge of a zone is not held against it', () => {
  const m = atRest([plug(4), kernel(4)]);
  m.k.maps.page_link.set(0, 1, -1);
  expect(m.told(zoneEdges)).toBeUndefined();
});

test('a zone without a span has no edges', () => {
  const m = twoBlocks();
  m.zone('Normal', 1).zone_start_pfn = 1000;
  expect(m.told(zoneEdges)).toBeUndefined();
});

/** Movable is blocks 4 and 6; of block 5 between them only stale links are left. */
function holeBetween() {
  const m = atRest([plug(4, 3), movable(4), movable(5), movable(6)]);
  m.k.memory_blocks.get(5)!.state = 'MEM_OFFLINE';
  m.zone('Movable').present_pages = 128;
  return m;
}

test('each edge may be in another run of online blocks', () => {
  expect(holeBetween().told(zoneEdges)).toBeUndefined();
});

test('the page right behind an online block is not part of it', () => {
  const m = holeBetween();
  m.zone('Movable').zone_start_pfn = 320;
  m.zone('Movable').spanned_pages = 448 - 320;
  expect(m.told(zoneEdges)?.message).toContain('pfn 320 at its start');
});

test('with two offline blocks the edge is in the memmap of one of them', () => {
  const m = memmapAtTheStart(64 + 8);
  m.play(plug(6));
  expect(m.told(zoneEdges)).toBeUndefined();
});
