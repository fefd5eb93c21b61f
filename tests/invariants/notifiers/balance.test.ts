import { expect, test } from 'vitest';
import balance from '../../../harness/invariants/notifiers/balance.ts';
import type { MemEvent } from '../../../harness/kernel/include/memory.ts';
import { atRest } from '../at_rest.ts';

/** A machine to which events over block 4 (pages 256 to 320), or another range, are sent step by step. */
function listener() {
  const m = atRest([]);
  const { told, look } = m.watched(balance);
  const step = (...events: [event: MemEvent, start_pfn?: number, nr_pages?: number][]): string[] => {
    const before = told.length;
    for (const [event, start_pfn = 256, nr_pages = 64] of events) {
      const arg = { start_pfn, nr_pages, status_change_nid: -1, status_change_nid_normal: -1 };
      m.k.notifications.push({ event, arg, ret: 0 });
    }
    look();
    return told.slice(before).map(({ message }) => message);
  };
  return { step, told };
}

test.each([
  ['an onlining', ['MEM_GOING_ONLINE', 'MEM_ONLINE']],
  ['an onlining that is cancelled', ['MEM_GOING_ONLINE', 'MEM_CANCEL_ONLINE']],
] as const)('%s is two events', (_, events) => {
  expect(listener().step(...events.map((event): [MemEvent] => [event]))).toEqual([]);
});

test('what came online goes offline, step by step', () => {
  const { step } = listener();
  expect(step(['MEM_GOING_ONLINE'], ['MEM_ONLINE'])).toEqual([]);
  expect(step(['MEM_GOING_OFFLINE'], ['MEM_CANCEL_OFFLINE'])).toEqual([]);
  expect(step(['MEM_GOING_OFFLINE'], ['MEM_OFFLINE'])).toEqual([]);
});

test('an announcement without an outcome is told at the end of the step', () => {
  const { step, told } = listener();
  expect(step(['MEM_GOING_ONLINE'])).toEqual(['MEM_GOING_ONLINE over 256+64 has no outcome']);
  expect(told[0]?.where).toBe('pages 256+64');
});

test('or at the next announcement', () => {
  const found = listener().step(['MEM_GOING_ONLINE'], ['MEM_GOING_ONLINE', 320], ['MEM_ONLINE', 320]);
  expect(found).toEqual(['MEM_GOING_ONLINE over 256+64 has no outcome']);
});

test('an outcome that nobody announced is told', () => {
  expect(listener().step(['MEM_ONLINE'])).toEqual(['MEM_ONLINE over 256+64 ends nothing']);
});

test('an outcome over another range is told', () => {
  expect(listener().step(['MEM_GOING_ONLINE'], ['MEM_ONLINE', 264, 56])).toEqual([
    'MEM_ONLINE over 264+56 ends MEM_GOING_ONLINE over 256+64',
  ]);
});

test('an outcome of the other direction is told', () => {
  expect(listener().step(['MEM_GOING_ONLINE'], ['MEM_CANCEL_OFFLINE'])).toEqual([
    'MEM_CANCEL_OFFLINE over 256+64 ends MEM_GOING_ONLINE over 256+64',
  ]);
});

test('a range that goes offline otherwise than it came online is told', () => {
  const { step } = listener();
  step(['MEM_GOING_ONLINE', 264, 56], ['MEM_ONLINE', 264, 56]);
  expect(step(['MEM_GOING_OFFLINE'], ['MEM_OFFLINE'])).toEqual([
    'MEM_GOING_OFFLINE over 256+64, which did not come online as such',
  ]);
});

test('a range that went offline is no longer online', () => {
  const { step } = listener();
  step(['MEM_GOING_ONLINE', 320], ['MEM_ONLINE', 320]);
  step(['MEM_GOING_ONLINE'], ['MEM_ONLINE'], ['MEM_GOING_OFFLINE'], ['MEM_OFFLINE']);
  expect(step(['MEM_GOING_OFFLINE'], ['MEM_CANCEL_OFFLINE'])).toEqual([
    'MEM_GOING_OFFLINE over 256+64, which did not come online as such',
  ]);
});

test('boot memory never came online', () => {
  const { step } = listener();
  step(['MEM_GOING_ONLINE'], ['MEM_ONLINE']);
  expect(step(['MEM_GOING_OFFLINE', 192], ['MEM_OFFLINE', 192])).toEqual([]);
});

test('each event is looked at once', () => {
  const { step } = listener();
  expect(step(['MEM_ONLINE'])).toHaveLength(1);
  expect(step()).toEqual([]);
});
