import { expect, test } from 'vitest';
import validZonesPromise from '../../../harness/invariants/sysfs/valid-zones-promise.ts';
import { atRest, plug } from '../at_rest.ts';

/** What is told when block 4 reads `promise` before it is onlined as asked (1 online, 2 kernel, 3 movable) into a zone. */
function onlined(promise: string, asked: 1 | 2 | 3, zone: 'Normal' | 'Movable', ret = 0): string[] {
  const m = atRest([plug(4)]);
  const { watch, told } = m.watched(validZonesPromise);
  const mem = m.k.memory_blocks.get(4)!;
  m.k.valid_zones_show = () => promise;
  mem.online_type = asked;
  const operation = { kind: 'online', mem, start: 256, pages: 64 } as const;
  watch.begin?.(operation);
  m.k.maps.page_link.set(256, 320, m.zone(zone).index);
  watch.end?.(operation, ret);
  return told.map(({ message }) => message);
}

test.each([
  ['plain online goes where the first zone says', 'Normal Movable', 1, 'Normal'],
  ['online_movable goes to a zone that is named', 'Normal Movable', 3, 'Movable'],
  ['online_kernel goes to a zone that is named', 'Movable Normal', 2, 'Normal'],
] as const)('%s', (_, promise, asked, zone) => {
  expect(onlined(promise, asked, zone)).toEqual([]);
});

test('plain online into the second zone breaks the promise', () => {
  expect(onlined('Normal Movable', 1, 'Movable')).toEqual([
    'valid_zones of block 4 promised "Normal Movable", it came online in Movable',
  ]);
});

test.each([
  [2, 'Movable', 'Normal'],
  [3, 'Normal', 'Movable'],
] as const)('type %d into a zone that was not named breaks it', (asked, promise, zone) => {
  expect(onlined(promise, asked, zone)).toEqual([
    `valid_zones of block 4 promised "${promise}", it came online in ${zone}`,
  ]);
});

test('an onlining that fails breaks no promise', () => {
  expect(onlined('Normal Movable', 1, 'Movable', -22)).toEqual([]);
});

test('what an offlining does is no promise', () => {
  const m = atRest([plug(4)]);
  const { watch, told } = m.watched(validZonesPromise);
  const operation = { kind: 'offline', mem: m.k.memory_blocks.get(4)!, start: 256, pages: 64 } as const;
  watch.begin?.(operation);
  watch.end?.(operation, 0);
  expect(told).toEqual([]);
});
