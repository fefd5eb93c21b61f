import { expect, test } from 'vitest';
import visiblePagesInitialised from '../../../harness/invariants/visibility/visible-pages-initialised.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const twoBlocks = () => atRest([plug(4, 2), movable(4)]);

test('what is found was written', () => {
  expect(twoBlocks().told(visiblePagesInitialised)).toBeUndefined();
});

test.each([
  ['unmapped', 'not mapped'],
  ['poison', 'poisoned'],
  ['raw', 'never initialised'],
  ['garbage', 'lost'],
] as const)('struct pages that are %s and found are told', (content, what) => {
  const m = twoBlocks();
  m.k.maps.memmap.set(256, 264, content);
  expect(m.told(visiblePagesInitialised)).toMatchObject({
    message: `8 struct pages of block 4 that pfn_to_online_page() hands out are ${what}`,
    where: 'pages 256+8',
  });
});

test('a touch of what is not mapped or poisoned is worse than a wrong answer', () => {
  const classes = (['unmapped', 'poison', 'raw', 'garbage'] as const).map((content) => {
    const m = twoBlocks();
    m.k.maps.memmap.set(256, 264, content);
    return m.told(visiblePagesInitialised)?.class;
  });
  expect(classes).toEqual(['crash', 'crash', undefined, undefined]);
});

test('boot memory is looked at as well', () => {
  const m = twoBlocks();
  m.k.maps.memmap.set(8, 16, 'garbage');
  expect(m.told(visiblePagesInitialised)?.where).toBe('pages 8+8');
});

test('what is not found may be anything', () => {
  const m = twoBlocks();
  m.k.maps.memmap.set(320, 384, 'garbage');
  expect(m.told(visiblePagesInitialised)).toBeUndefined();
});
