import { expect, test } from 'vitest';
import onlineBlockInitialised from '../../../harness/invariants/visibility/online-block-initialised.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const twoBlocks = () => atRest([plug(4, 2), movable(4)]);

test('an onlining writes every struct page, and an offline block needs none', () => {
  const m = twoBlocks();
  expect(m.k.maps.memmap.get(320)).not.toBe('init');
  expect(m.told(onlineBlockInitialised)).toBeUndefined();
});

test.each([
  ['raw', 'not initialised'],
  ['poison', 'not initialised'],
  ['unmapped', 'not mapped'],
] as const)('struct pages that are %s are told', (content, what) => {
  const m = twoBlocks();
  m.k.maps.memmap.set(312, 320, content);
  expect(m.told(onlineBlockInitialised)).toMatchObject({
    message: `8 struct pages of online block 4 are ${what}`,
    where: 'pages 312+8',
  });
});

test('what was written and lost is told by another invariant', () => {
  const m = twoBlocks();
  m.k.maps.memmap.set(312, 320, 'garbage');
  expect(m.told(onlineBlockInitialised)).toBeUndefined();
});
