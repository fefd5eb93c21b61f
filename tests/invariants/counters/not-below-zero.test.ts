import { expect, test } from 'vitest';
import notBelowZero from '../../../harness/invariants/counters/not-below-zero.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** A block with a group and an altmap. */
const oneBlock = () => atRest([plug(4), movable(4)], { stack: 'linux@6.1' });

test('a machine that counts right has no such count', () => {
  expect(oneBlock().told(notBelowZero)).toBeUndefined();
});

test('zero is none below zero', () => {
  const m = oneBlock();
  m.zone('Movable').free_pages = 0;
  m.k.totalram_pages = 0;
  expect(m.told(notBelowZero)).toBeUndefined();
});

test.each([
  'zone_start_pfn',
  'spanned_pages',
  'present_pages',
  'present_early_pages',
  'managed_pages',
  'nr_isolate_pageblock',
  'free_pages',
] as const)('%s of a zone below zero is told', (field) => {
  const m = oneBlock();
  m.zone('Movable')[field] = -1;
  expect(m.told(notBelowZero)).toEqual({ message: `${field} of zone 0:Movable is -1`, where: 'zone 0:Movable' });
});

test.each(['node_start_pfn', 'node_spanned_pages', 'node_present_pages', 'nr_zones'] as const)(
  '%s of a node below zero is told',
  (field) => {
    const m = oneBlock();
    m.k.NODE_DATA(1)[field] = -3;
    expect(m.told(notBelowZero)).toEqual({ message: `${field} of node 1 is -3`, where: 'node 1' });
  },
);

test.each(['totalram_pages', 'num_poisoned_pages', 'pcp_disabled'] as const)(
  '%s below zero is told of the machine',
  (field) => {
    const m = oneBlock();
    m.k[field] = -1;
    expect(m.told(notBelowZero)).toEqual({ message: `${field} of the machine is -1`, where: 'the machine' });
  },
);

test('counts of a block and of its group are looked at', () => {
  const m = oneBlock();
  const mem = m.k.memory_blocks.get(4)!;
  mem.nr_hwpoison = -1;
  expect(m.told(notBelowZero)).toEqual({ message: 'nr_hwpoison of block 4 is -1', where: 'block 4' });
  mem.nr_hwpoison = 0;
  mem.group!.present_movable_pages = -64;
  expect(m.told(notBelowZero)?.message).toBe('present_movable_pages of block 4 is -64');
});
