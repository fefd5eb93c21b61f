import { expect, test } from 'vitest';
import { countBelowZero } from '../../harness/kernel/lib/counts.ts';
import { bootSession } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

function machine() {
  const { k, ...session } = bootSession(smallMachine(), 'linux@6.1+david@v10');
  session.step(step({ op: 'add', dimm: 'd0', pages: 64, node: 0 }, { op: 'online', block: 4 }));
  return k;
}

test('no count of a machine in order is below zero', () => {
  expect(countBelowZero(machine())).toBeUndefined();
});

test.each([
  'free_pages',
  'present_pages',
  'present_early_pages',
  'managed_pages',
  'spanned_pages',
  'nr_isolate_pageblock',
] as const)('%s of a zone is told when it is below zero', (field) => {
  const k = machine();
  k.NODE_DATA(0).node_zones[2][field] = -1;
  expect(countBelowZero(k)).toEqual({ field, of: 'zone 0:Normal', value: -1 });
});

test.each(['node_present_pages', 'node_spanned_pages'] as const)('%s is told when it is below zero', (field) => {
  const k = machine();
  k.NODE_DATA(1)[field] = -512;
  expect(countBelowZero(k)).toEqual({ field, of: 'node 1', value: -512 });
});

test('pages of a group are told when they are below zero', () => {
  const k = machine();
  Object.assign(k.memory_blocks.get(4)?.group ?? {}, { present_kernel_pages: -3 });
  expect(countBelowZero(k)).toEqual({ field: 'present_kernel_pages', of: 'block 4', value: -3 });
});

test('poisoned pages of a block are told when they are below zero', () => {
  const k = machine();
  Object.assign(k.memory_blocks.get(4) ?? {}, { nr_hwpoison: -2 });
  expect(countBelowZero(k)).toEqual({ field: 'nr_hwpoison', of: 'block 4', value: -2 });
});

test('poisoned pages of the machine are told when they are below zero', () => {
  const k = machine();
  k.num_poisoned_pages = -1;
  expect(countBelowZero(k)).toEqual({ field: 'num_poisoned_pages', of: 'the machine', value: -1 });
});
