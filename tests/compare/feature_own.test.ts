import { expect, test } from 'vitest';
import { featureOwn } from '../../harness/compare/feature_own.ts';

/** Block 4, pages 256 to 320, is online in 0:Movable, and its first 8 pages hold its memmap. */
const design = {
  'block.nr_vmemmap_pages': { '4': 8, '5': 8 },
  'block.state': { '4': 'online', '5': 'offline' },
  'block.node': { '4': 0, '5': 0 },
  'block.valid_zones': { '4': 'Movable', '5': 'Normal Movable' },
};
const own = featureOwn({ pagesPerBlock: 64 }, design);

test.each([
  ['what a block says of its memmap', 'block.nr_vmemmap_pages', '4', [0, 8], true],
  ['pages of the memmap', 'page.state', '256+8', ['init', 'reserved'], true],
  ['a part of them', 'page.link', '260+2', [null, '0:Movable'], true],
  ['pages of the memmap of the next block', 'page.online', '320+8', [null, 1], true],
  ['pages beyond the memmap', 'page.state', '256+9', ['init', 'reserved'], false],
  ['data pages', 'page.online', '264+56', [1, null], false],
  ['managed pages fewer by the memmap of the online block', 'zone.managed', '0:Movable', [64, 56], true],
  ['managed pages fewer by something else', 'zone.managed', '0:Movable', [64, 48], false],
  ['the managed pages of another zone', 'zone.managed', '0:Normal', [64, 56], false],
  ['present pages', 'zone.present', '0:Movable', [64, 56], false],
  ['the start of a zone', 'zone.start', '0:Movable', [256, 264], false],
  ['a section', 'section.flags', '4+1', ['PRESENT', 'PRESENT|ONLINE'], false],
  ['reserved pages that hibernation saves', 'saveable.reserved', '0:Movable', [0, 8], true],
  ['an event that leaves out the memmap', 'notifier', '0', ['GOING_ONLINE 256+64 -1', 'GOING_ONLINE 264+56 -1'], true],
  ['an event that leaves out more', 'notifier', '0', ['GOING_ONLINE 256+64 -1', 'GOING_ONLINE 266+54 -1'], false],
  ['an event about another node', 'notifier', '0', ['GOING_ONLINE 256+64 -1', 'GOING_ONLINE 264+56 0'], false],
])('%s: of the feature or not', (_, field, key, values, expected) => {
  expect(own({ field, key, values })).toBe(expected);
});

test('what was seen during an event is as what is seen after it', () => {
  expect(own({ field: 'during MEM_GOING_ONLINE: page.state', key: '256+8', values: ['init', 'reserved'] })).toBe(true);
});

test('without a block that keeps its memmap nothing follows from the feature', () => {
  const off = featureOwn({ pagesPerBlock: 64 }, { ...design, 'block.nr_vmemmap_pages': { '4': 0 } });
  expect(off({ field: 'block.nr_vmemmap_pages', key: '4', values: [8, 0] })).toBe(false);
});

test('events of a block that the step removed are of the feature, as the block said before', () => {
  const gone = featureOwn({ pagesPerBlock: 64 }, { 'block.nr_vmemmap_pages': {} }, design);
  const values = ['OFFLINE 256+64 -1', 'OFFLINE 264+56 -1'];
  expect(gone({ field: 'notifier', key: '1', values })).toBe(true);
});
