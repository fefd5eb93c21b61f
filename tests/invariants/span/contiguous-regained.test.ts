import { expect, test } from 'vitest';
import contiguousRegained from '../../../harness/invariants/span/contiguous-regained.ts';
import { atRest, kernel, movable, offline, plug } from '../at_rest.ts';

/** Movable is blocks 4 to 6; the last goes offline while the invariant watches, so that the zone is looked at again. */
function shrunk() {
  const m = atRest([plug(4, 3), movable(4), movable(5), movable(6)]);
  const watched = m.watched(contiguousRegained);
  m.play(offline(6));
  return { ...m, ...watched, movable: m.zone('Movable') };
}

test('a zone that was looked at again and is contiguous is well', () => {
  const m = shrunk();
  m.movable.contiguous = true;
  m.look();
  expect(m.told).toEqual([]);
});

test('a zone of nothing but its own online memory that stays slow is told', () => {
  const m = shrunk();
  m.movable.contiguous = false;
  m.look();
  expect(m.told).toMatchObject([
    { message: '0:Movable (256+128) is online without a hole and not contiguous', where: 'zone 0:Movable' },
  ]);
});

test('memmap pages that are not its own are told as the cause', () => {
  const m = shrunk();
  m.movable.contiguous = false;
  m.k.memory_blocks.get(5)!.nr_vmemmap_pages = 8;
  m.k.maps.page_link.set(320, 328, 2);
  m.look();
  expect(m.told[0]?.message).toMatch(/not contiguous: 320\+8 is not its own$/);
});

test('right after an onlining no zone has to be contiguous', () => {
  const m = atRest([plug(4), movable(4)]);
  const { told, look } = m.watched(contiguousRegained);
  m.zone('Movable').contiguous = false;
  look();
  expect(told).toEqual([]);
});

test('an onlining after the offlining takes back what the zone was held to', () => {
  const m = shrunk();
  m.play(movable(6));
  m.movable.contiguous = false;
  m.look();
  expect(m.told).toEqual([]);
});

test('a hole in the zone is reason enough', () => {
  const m = atRest([plug(4, 3), movable(4), movable(5), movable(6)]);
  const { told, look } = m.watched(contiguousRegained);
  m.play(offline(5));
  m.zone('Movable').contiguous = false;
  look();
  expect(told).toEqual([]);
});

test('so is a block that the user put into another zone', () => {
  const m = atRest([plug(4, 4), movable(4), kernel(5), movable(6), movable(7)]);
  const { told, look } = m.watched(contiguousRegained);
  m.play(offline(7));
  m.zone('Movable').contiguous = false;
  look();
  expect(told).toEqual([]);
});
