import { expect, test } from 'vitest';
import readerMissesPages from '../../../harness/invariants/locks/reader-misses-pages.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

/**
 * Movable had blocks 4 and 5, pages 256 to 384, and has only block 5 since block 4 went offline. Its span is being
 * written: `start`+`pages` is what a reader sees.
 */
function between(start: number, pages: number, field = 'spanned_pages') {
  const m = atRest([plug(4, 2), movable(4), movable(5), offline(4)]);
  const { watch, told } = m.watched(readerMissesPages);
  const zone = m.zone('Movable');
  zone.zone_start_pfn = start;
  zone.spanned_pages = pages;
  const look = (object = 'zone 0:Movable') => {
    watch.unlockedWrite?.({ object, field, to: 0, by: 'shrink_zone_span', locks: [] });
    return told;
  };
  return { m, zone, look };
}

test.each([
  ['before', 256, 128],
  ['after', 320, 64],
  ['with the start written first', 320, 128],
])('a span that has all online pages is well: %s', (_, start, pages) => {
  expect(between(start, pages).look()).toEqual([]);
});

test('a size that was written before the start leaves pages out', () => {
  expect(between(256, 64).look()).toEqual([
    {
      message:
        "kmemleak's scan of 0:Movable, reading 256+64 while shrink_zone_span() writes it, misses 64 online pages",
      where: 'zone 0:Movable',
    },
  ]);
});

test('a size one page short leaves one out', () => {
  expect(between(320, 63).look()[0]?.message).toContain('misses 1 online pages');
});

test('a zone without a size leaves all out', () => {
  expect(between(320, 0).look()[0]?.message).toContain('misses 64 online pages');
});

test('the start is looked at as well, other fields are not', () => {
  expect(between(256, 64, 'zone_start_pfn').look()).toHaveLength(1);
  expect(between(256, 64, 'present_pages').look()).toEqual([]);
});

test('pages of another zone are not missed', () => {
  expect(between(256, 64).look('zone 0:Normal')).toEqual([]);
});

test('what is written to something else than a zone is not looked at', () => {
  expect(between(256, 64).look('node 0')).toEqual([]);
});

test('a zone that has no pages present has none to miss', () => {
  const { zone, look } = between(256, 64);
  zone.present_pages = 0;
  expect(look()).toEqual([]);
});

test('struct pages that are not written hold no pointers', () => {
  const { m, look } = between(256, 64);
  m.k.maps.memmap.set(320, 383, 'poison');
  expect(look()[0]?.message).toContain('misses 1 online pages');
});

test('pages of a hole are not missed', () => {
  const { m, look } = between(256, 64);
  m.k.maps.direct_map.set(320, 350, false);
  expect(look()[0]?.message).toContain('misses 34 online pages');
});
