import { expect, test } from 'vitest';
import pageExtCoversData from '../../../harness/invariants/notifiers/page-ext-covers-data.ts';
import { smallMachine } from '../../kernel/machine.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online with its memmap in pages 256 to 264, and has page_ext for all of it; block 5 is offline. */
function online(page_ext = true) {
  const { config } = smallMachine();
  const machine = smallMachine({ config: { ...config, page_ext } });
  const m = atRest([plug(4), plug(5), movable(4)], { stack: 'linux@5.12+david@v10', machine });
  m.k.maps.page_ext.set(256, 320, true);
  return m;
}

test('pages that have their entries are well', () => {
  expect(online().told(pageExtCoversData)).toBeUndefined();
});

test('data pages without are told', () => {
  const m = online();
  m.k.maps.page_ext.set(264, 320, false);
  expect(m.told(pageExtCoversData)).toMatchObject({
    message: '56 data pages of online block 4 have no page_ext entry',
    where: 'pages 264+56',
  });
});

test('memmap pages are looked at elsewhere', () => {
  const m = online();
  m.k.maps.page_ext.set(256, 264, false);
  expect(m.told(pageExtCoversData)).toBeUndefined();
});

test('a kernel without page_ext has none', () => {
  const m = online(false);
  m.k.maps.page_ext.set(256, 320, false);
  expect(m.told(pageExtCoversData)).toBeUndefined();
});
