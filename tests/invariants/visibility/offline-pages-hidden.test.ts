import { expect, test } from 'vitest';
import offlinePagesHidden from '../../../harness/invariants/visibility/offline-pages-hidden.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online, block 5 offline. */
const twoBlocks = () => atRest([plug(4, 2), movable(4)]);

test('an offline block is hidden', () => {
  expect(twoBlocks().told(offlinePagesHidden)).toBeUndefined();
});

test('pages of an offline block that are found are told', () => {
  const m = twoBlocks();
  m.k.sections.set(5, 6, m.k.sections.get(4));
  expect(m.told(offlinePagesHidden)).toMatchObject({
    message: '64 pages of offline block 5 are found by pfn_to_online_page()',
    where: 'pages 320+64',
  });
});

test('the pages that hold its memmap may be found, and no page behind them', () => {
  const m = twoBlocks();
  m.k.memory_blocks.get(5)!.nr_vmemmap_pages = 8;
  m.k.sections.set(5, 6, m.k.sections.get(4));
  m.k.maps.subsection.set(328, 384, false);
  expect(m.told(offlinePagesHidden)).toBeUndefined();
  m.k.maps.subsection.set(328, 336, true);
  expect(m.told(offlinePagesHidden)).toMatchObject({
    message: '8 pages of offline block 5 are found by pfn_to_online_page()',
    where: 'pages 328+8',
  });
});
