import { expect, test } from 'vitest';
import hotplugLockHeld from '../../../harness/invariants/locks/hotplug-lock-held.ts';
import type { Write } from '../../../harness/state/journal.ts';
import { atRest } from '../at_rest.ts';

/** What is told of a write that online_pages() makes in resize_zone_range(), without the lock. */
function told(write: Partial<Write>) {
  const m = atRest([]);
  const { watch, told: findings } = m.watched(hotplugLockHeld);
  m.k.calls.push('memory_subsys_online', 'memory_block_online', 'online_pages', 'resize_zone_range');
  watch.unlockedWrite?.({ object: '', field: '', to: 0, by: 'resize_zone_range', locks: [], ...write });
  return findings;
}

test.each([
  [{ object: 'zone 0:Movable', field: 'zone_start_pfn' }, 'zone_start_pfn of zone 0:Movable', 'zone 0:Movable'],
  [{ object: 'zone 0:Movable', field: 'spanned_pages' }, 'spanned_pages of zone 0:Movable', 'zone 0:Movable'],
  [{ object: 'zone 0:Movable', field: 'present_pages' }, 'present_pages of zone 0:Movable', 'zone 0:Movable'],
  [{ object: 'node 0', field: 'node_start_pfn' }, 'node_start_pfn of node 0', 'node 0'],
  [{ object: 'node 0', field: 'node_spanned_pages' }, 'node_spanned_pages of node 0', 'node 0'],
  [{ object: 'node 0', field: 'node_present_pages' }, 'node_present_pages of node 0', 'node 0'],
  [{ object: 'mem_section', field: 'section', start: 4, end: 5 }, 'section bits', 'sections 4+1'],
  [{ object: 'struct page', field: 'memmap', start: 256, end: 264 }, 'memmap of struct pages', 'pages 256+8'],
  [{ object: 'struct page', field: 'page_link', start: 256, end: 264 }, 'page_link of struct pages', 'pages 256+8'],
  [{ object: 'struct page', field: 'subsection', start: 256, end: 264 }, 'subsection of struct pages', 'pages 256+8'],
])('a write to %o is told', (write, what, where) => {
  const message = `resize_zone_range() changes ${what} without mem_hotplug_lock, called from online_pages < memory_block_online`;
  expect(told(write)).toEqual([{ message, where }]);
});

test.each([
  ['what the lock does not promise of a zone', { object: 'zone 0:Movable', field: 'free_pages' }],
  ['what it does not promise of a node', { object: 'node 0', field: 'nr_zones' }],
  ['what it does not promise of a page', { object: 'struct page', field: 'page_flags', start: 256, end: 264 }],
  ['a field of that name of something else', { object: 'memory group 1', field: 'present_pages' }],
  ['a page that got lost, which nobody wrote', { object: 'struct page', field: 'memmap', by: 'loseFrames' }],
])('%s may change', (_, write) => {
  expect(told(write)).toEqual([]);
});
