import { expect, test } from 'vitest';
import { actionOf } from '../../../harness/cost/bench/actions.ts';
import { workOf } from '../../../harness/cost/bench/cases.ts';
import { at, benchMemory, word } from '../../../harness/cost/bench/memory.ts';

test('initialising writes as many struct pages as were counted, and no more', () => {
  const memory = benchMemory(1024);
  workOf({ 'struct pages initialised': 100 })(memory);
  const refcounts = Array.from({ length: 1024 }, (_, page) => memory.memmap[at(memory, page) + word.refcount]);
  expect(refcounts.filter((count) => count === 1).length).toBe(100);
});

test('poisoning fills them with ones', () => {
  const memory = benchMemory(16);
  workOf({ 'struct pages poisoned': 3 })(memory);
  expect(memory.memmap.filter((value) => value === -1).length).toBe(3 * 16);
});

test('frees build a free list of as many chunks', () => {
  const memory = benchMemory(8192);
  workOf({ 'buddy frees of order 9': 7 })(memory);
  let chunks = 0;
  for (let base = memory.free[9]!; base >= 0; base = memory.memmap[base + word.next]!) chunks++;
  expect(chunks).toBe(7);
});

test('zeroing touches whole frames', () => {
  const memory = benchMemory(16);
  memory.frames.fill(7);
  workOf({ 'vmemmap pages of existing memory': 2 })(memory);
  expect(memory.frames.indexOf(7)).toBe(2 * 4096);
});

test('sums of other counters are no work of their own', () => {
  expect(actionOf('work under mem_hotplug_lock')).toBeUndefined();
  expect(actionOf('longest hold of zone->lock')).toBeUndefined();
});
