import { expect, test } from 'vitest';
import pagesInZoneSpan from '../../../harness/invariants/span/pages-in-zone-span.ts';
import { smallMachine } from '../../kernel/machine.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 carries its memmap in pages 256 to 264; its data pages are 264 to 320. */
const selfHosted = () => atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10' });

test('data pages in the span of their zone are well', () => {
  expect(selfHosted().told(pagesInZoneSpan)).toBeUndefined();
});

test('data pages before the span are told', () => {
  const m = selfHosted();
  m.zone('Movable').zone_start_pfn = 272;
  m.zone('Movable').spanned_pages = 320 - 272;
  expect(m.told(pagesInZoneSpan)).toMatchObject({
    message: '8 data pages of block 4 link to 0:Movable, which spans 272+48',
    where: 'pages 264+8',
  });
});

test('data pages behind the span are told', () => {
  const m = selfHosted();
  m.zone('Movable').spanned_pages = 60;
  expect(m.told(pagesInZoneSpan)?.where).toBe('pages 316+4');
});

test('memmap pages are not data', () => {
  const m = selfHosted();
  m.zone('Movable').zone_start_pfn = 264;
  m.zone('Movable').spanned_pages = 320 - 264;
  expect(m.told(pagesInZoneSpan)).toBeUndefined();
});

test('a page that links to no zone is in no span', () => {
  const m = selfHosted();
  m.zone('Movable').zone_start_pfn = 272;
  m.zone('Movable').spanned_pages = 320 - 272;
  m.k.maps.page_link.set(264, 272, -1);
  expect(m.told(pagesInZoneSpan)).toBeUndefined();
});

test.each([
  [true, 'crash'],
  // The class of the invariant: whoever walks the span misses the pages.
  [false, undefined],
])('with DEBUG_VM %s it is a %s: bad_range() looks', (debug_vm, consequence) => {
  const { config } = smallMachine();
  const machine = smallMachine({ config: { ...config, debug_vm } });
  const m = atRest([plug(4), movable(4)], { stack: 'linux@5.12+david@v10', machine });
  m.zone('Movable').spanned_pages = 0;
  const found = m.told(pagesInZoneSpan);
  expect(found?.message).toContain('link to 0:Movable, which spans nothing');
  expect(found?.class).toBe(consequence);
});
