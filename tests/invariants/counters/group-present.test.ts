import { expect, test } from 'vitest';
import groupPresent from '../../../harness/invariants/counters/group-present.ts';
import { atRest, kernel, movable, plug } from '../at_rest.ts';

/** A DIMM of three blocks: one online for the kernel, one movable, one offline. */
const mixed = () => atRest([plug(4, 3), kernel(4), movable(5)], { stack: 'linux@6.1' });
const groupOf = (m: ReturnType<typeof mixed>) => m.k.memory_blocks.get(4)!.group!;

test('a group counts its online blocks by the kind of their zone', () => {
  const m = mixed();
  expect(groupOf(m)).toMatchObject({ present_kernel_pages: 64, present_movable_pages: 64 });
  expect(m.told(groupPresent)).toBeUndefined();
});

test('kernel pages that were not counted are told', () => {
  const m = mixed();
  groupOf(m).present_kernel_pages = 0;
  expect(m.told(groupPresent)).toMatchObject({
    message: 'the group of block 4 counts 0 kernel and 64 movable pages, its online blocks have 64 and 64',
    where: 'block 4',
  });
});

test('pages counted for the other kind are told', () => {
  const m = mixed();
  groupOf(m).present_kernel_pages = 128;
  groupOf(m).present_movable_pages = 0;
  expect(m.told(groupPresent)?.message).toContain('counts 128 kernel and 0 movable pages');
});

test('movable pages too many are told', () => {
  const m = mixed();
  groupOf(m).present_movable_pages = 128;
  expect(m.told(groupPresent)?.message).toContain('counts 64 kernel and 128 movable pages');
});

test('each DIMM is a group of its own', () => {
  const m = atRest([plug(4), plug(5), movable(4), movable(5)], { stack: 'linux@6.1' });
  expect(m.told(groupPresent)).toBeUndefined();
  m.k.memory_blocks.get(5)!.group!.present_movable_pages = 0;
  expect(m.told(groupPresent)?.where).toBe('block 5');
});

test('a boot block, which came with no DIMM, has no group', () => {
  const m = mixed();
  m.churn(3);
  expect(m.told(groupPresent)).toBeUndefined();
});
