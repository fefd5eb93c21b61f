import { expect, test } from 'vitest';
import onlineBlockVisible from '../../../harness/invariants/visibility/online-block-visible.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const twoBlocks = () => atRest([plug(4, 2), movable(4)]);

test('an online block is found, an offline one need not be', () => {
  expect(twoBlocks().told(onlineBlockVisible)).toBeUndefined();
});

test('an online block whose section is offline is told', () => {
  const m = twoBlocks();
  m.k.sections.set(4, 5, m.k.sections.get(5));
  expect(m.told(onlineBlockVisible)).toMatchObject({
    message: '64 pages of online block 4 are not found by pfn_to_online_page()',
    where: 'pages 256+64',
  });
});

test('pages of a sub-section that is not there are told', () => {
  const m = twoBlocks();
  m.k.maps.subsection.set(264, 272, false);
  expect(m.told(onlineBlockVisible)).toMatchObject({
    message: '8 pages of online block 4 are not found by pfn_to_online_page()',
    where: 'pages 264+8',
  });
});
