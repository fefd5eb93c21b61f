import { expect, test } from 'vitest';
import released from '../../../harness/invariants/locks/released.ts';
import { atRest, movable, plug } from '../at_rest.ts';

test('a machine at rest after an onlining is well', () => {
  expect(atRest([plug(4), movable(4)]).told(released)).toBeUndefined();
});

test('a lock that is still held is told', () => {
  const m = atRest([]);
  m.k.locks.push('mem_hotplug_lock');
  expect(m.told(released)).toEqual({ message: 'mem_hotplug_lock is still held', where: 'mem_hotplug_lock' });
});

test('several are told, outermost first', () => {
  const m = atRest([]);
  m.k.locks.push('device_hotplug_lock', 'zone->lock');
  expect(m.told(released)).toEqual({
    message: 'device_hotplug_lock, zone->lock are still held',
    where: 'device_hotplug_lock',
  });
});

test.each([1, -1])('per-cpu lists that were disabled %d times more than enabled are told', (times) => {
  const m = atRest([]);
  m.k.pcp_disabled = times;
  expect(m.told(released)).toEqual({
    message: `per-cpu lists are disabled ${times} times with nothing going on`,
    where: 'pcp lists',
  });
});
