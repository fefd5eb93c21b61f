import { expect, test } from 'vitest';
import zonePresent from '../../../harness/invariants/counters/zone-present.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

const oneBlock = () => atRest([plug(4), movable(4)]);

test('boot pages and those of online blocks are what is present', () => {
  expect(oneBlock().told(zonePresent)).toBeUndefined();
});

test.each([1, -1])('a zone that is off by %d is told', (by) => {
  const m = oneBlock();
  m.zone('Movable').present_pages += by;
  expect(m.told(zonePresent)).toMatchObject({
    message: `0:Movable has ${64 + by} present pages, its online pages are 64`,
    where: 'zone 0:Movable',
  });
});

test('a block that went offline takes its pages along', () => {
  const m = oneBlock();
  m.play(offline(4));
  expect(m.told(zonePresent)).toBeUndefined();
  m.zone('Movable').present_pages = 64;
  expect(m.told(zonePresent)?.message).toBe('0:Movable has 64 present pages, its online pages are 0');
});

test('a boot block that went offline is no longer among the pages of boot', () => {
  const m = oneBlock();
  m.churn(3);
  m.k.memory_blocks.get(3)!.state = 'MEM_OFFLINE';
  expect(m.told(zonePresent)?.message).toBe('0:Normal has 256 present pages, its online pages are 192');
  m.zone('Normal').present_pages = 256 - 64;
  expect(m.told(zonePresent)).toBeUndefined();
});

test('a boot block that came back counts once', () => {
  const m = oneBlock();
  m.churn(3);
  expect(m.told(zonePresent)).toBeUndefined();
});

test.each([
  [8, undefined],
  [0, undefined],
  [7, '0:Movable has 7 present pages, its online pages are 0'],
])('of the 8 memmap pages of an offline block %d are counted: %s', (counted, message) => {
  const m = oneBlock();
  const mem = m.k.memory_blocks.get(4)!;
  mem.state = 'MEM_OFFLINE';
  mem.nr_vmemmap_pages = 8;
  m.zone('Movable').present_pages = counted;
  expect(m.told(zonePresent)?.message).toBe(message);
});
