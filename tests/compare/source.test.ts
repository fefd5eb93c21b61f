import { expect, test } from 'vitest';
import { valueSourceOf } from '../../harness/compare/source.ts';
import type { RunWrite } from '../../harness/types/result.ts';

const sizes = { pagesPerBlock: 64, pagesPerSection: 32 };
const evidence = { checked: [], unchecked: [] };

const online = 'mm/memory_hotplug/online:online_pages';
const hunk = 'drivers/base/memory:memory_block_online@david@v10';
const resize = 'mm/memory_hotplug/zone_span:resize_zone_range';

/** A zone's span, pages 0 to 32 and section 1, written at steps 0, 1 and 2. */
const writes: RunWrite[] = [
  { step: 0, object: 'zone 0:Movable', field: 'spanned_pages', by: [online, resize] },
  { step: 1, object: 'zone 0:Movable', field: 'spanned_pages', by: [hunk, resize] },
  { step: 1, object: 'zone 0:Movable', field: 'present_pages', by: [hunk] },
  { step: 2, object: 'struct page', field: 'page_link', start: 0, end: 32, by: [online] },
  { step: 2, object: 'mem_section', field: 'section', start: 1, end: 2, by: [online] },
];
const source = (step: number, field: string, key: string) =>
  valueSourceOf(sizes, { evidence, writes }, step, { field, key });

test('a value comes from the last write to it, with the hunk of the patch that called who wrote', () => {
  expect(source(2, 'zone.spanned', '0:Movable')).toEqual({
    step: 1,
    function: 'resize_zone_range',
    chain: ['memory_block_online', 'resize_zone_range'],
    hunk,
  });
});

test('what is written later is no source of what was seen before', () => {
  expect(source(0, 'zone.spanned', '0:Movable')).toMatchObject({ step: 0 });
});

test('what the base wrote without a patch has no hunk', () => {
  expect(source(0, 'zone.spanned', '0:Movable')).not.toHaveProperty('hunk');
});

test.each([
  ['a zone that nobody wrote to', 'zone.spanned', '0:Normal'],
  ['a field of it that nobody wrote', 'zone.managed', '0:Movable'],
  ['pages beside those written', 'page.link', '32+32'],
  ['a section beside the one written', 'section.flags', '2+1'],
  ['a value that is not written', 'lookups', 'pfn_to_online_page'],
])('%s has no source', (_, field, key) => {
  expect(source(2, field, key)).toBeUndefined();
});

test.each([
  ['pages', 'page.link', '31+2'],
  ['a section', 'section.flags', '0+2'],
  ['pages of a section that came online', 'page.online', '63+1'],
])('%s come from a write that touches them', (_, field, key) => {
  expect(source(2, field, key)).toMatchObject({ step: 2, function: 'online_pages' });
});

test('where the patch has its own reader, the value comes from that', () => {
  const reader = 'mm/memory_hotplug/online:pfn_to_online_page@michal@pfn-block';
  const run = { evidence: { checked: [], unchecked: [reader] }, writes };
  expect(valueSourceOf(sizes, run, 2, { field: 'page.online', key: '32+1' })).toEqual({
    step: 2,
    function: 'pfn_to_online_page',
    chain: [],
    hunk: reader,
    reads: true,
  });
});
