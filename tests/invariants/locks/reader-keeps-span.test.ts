import { expect, test } from 'vitest';
import readerKeepsSpan from '../../../harness/invariants/locks/reader-keeps-span.ts';
import type { WatchedOperation } from '../../../harness/invariants/operation.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const offlining: WatchedOperation = { kind: 'offline', start: 256, pages: 64 };

/** Movable spans blocks 4 and 5, pages 256 to 384; zones of node 1 are empty. */
function twoBlocks() {
  const m = atRest([plug(4, 2), movable(4), movable(5)]);
  const { watch, told } = m.watched(readerKeepsSpan);
  const write = (object: string, field: string) =>
    watch.unlockedWrite?.({ object, field, to: 0, by: 'shrink_zone_span', locks: [] });
  return { m, watch, told, write };
}

test('a scan whose zone stays as it is is well', () => {
  const { watch, told, write } = twoBlocks();
  watch.begin?.(offlining);
  write('zone 0:Movable', 'present_pages');
  expect(told).toEqual([]);
});

test.each(['zone_start_pfn', 'spanned_pages'])('a zone whose %s changes under the scan is told', (field) => {
  const { watch, told, write } = twoBlocks();
  watch.begin?.(offlining);
  write('zone 0:Movable', field);
  expect(told).toEqual([
    {
      message: "zone 0:Movable spanned 256+128 when kmemleak's scan began, and shrink_zone_span() changes it under it",
      where: 'zone 0:Movable',
    },
  ]);
});

test('a zone that was empty is not scanned', () => {
  const { watch, told, write } = twoBlocks();
  watch.begin?.(offlining);
  write('zone 1:Movable', 'spanned_pages');
  expect(told).toEqual([]);
});

test('no scan runs before the first operation', () => {
  const { told, write } = twoBlocks();
  write('zone 0:Movable', 'spanned_pages');
  expect(told).toEqual([]);
});

test('none begins while somebody has the lock', () => {
  const { m, watch, told, write } = twoBlocks();
  m.k.locks.push('mem_hotplug_lock');
  watch.begin?.(offlining);
  write('zone 0:Movable', 'spanned_pages');
  expect(told).toEqual([]);
});

test('it lets go for a writer, and sees afterwards what the writer left', () => {
  const { m, watch, told, write } = twoBlocks();
  watch.begin?.(offlining);
  watch.hotplugLock?.(true);
  m.zone('Movable').zone_start_pfn = 320;
  m.zone('Movable').spanned_pages = 64;
  write('zone 0:Movable', 'spanned_pages');
  expect(told).toEqual([]);
  watch.hotplugLock?.(false);
  write('zone 0:Movable', 'spanned_pages');
  expect(told[0]?.message).toContain('zone 0:Movable spanned 320+64 when');
});
