import { expect, test } from 'vitest';
import { loadCorpus } from '../../../harness/corpus/load.ts';
import nothingLeft from '../../../harness/invariants/restore/nothing-left.ts';
import { runFixture } from '../../../harness/run/run.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Block 4 is online, block 5 offline; from page 384 on there is nothing. */
const twoBlocks = () => atRest([plug(4, 2), movable(4)]);

test('what blocks have is there for them', () => {
  expect(twoBlocks().told(nothingLeft)).toBeUndefined();
});

test('a section without a block is told', () => {
  const m = twoBlocks();
  m.k.sections.set(6, 8, 1);
  expect(m.told(nothingLeft)).toMatchObject({
    message: '2 sections are there without a block',
    where: 'pages 384+128',
  });
});

test.each([
  ['struct pages and no block', (m: ReturnType<typeof twoBlocks>) => m.k.maps.memmap.set(384, 392, 'raw'), 384],
  ['a resource and no block', (m: ReturnType<typeof twoBlocks>) => m.k.resources.set(384, 392, 'System RAM'), 384],
  [
    'a KASAN shadow and no online block',
    (m: ReturnType<typeof twoBlocks>) => m.k.maps.kasan_shadow.set(320, 328, 'zero'),
    320,
  ],
  [
    'page_ext entries and no online block',
    (m: ReturnType<typeof twoBlocks>) => m.k.maps.page_ext.set(320, 328, true),
    320,
  ],
] as const)('8 pages that have %s are told', (what, leave, pfn) => {
  const m = twoBlocks();
  leave(m);
  expect(m.told(nothingLeft)).toMatchObject({ message: `8 pages have ${what}`, where: `pages ${pfn}+8` });
});

test.each([
  ['a shadow', (m: ReturnType<typeof twoBlocks>) => m.k.maps.kasan_shadow.set(256, 320, 'real')],
  ['page_ext', (m: ReturnType<typeof twoBlocks>) => m.k.maps.page_ext.set(256, 320, true)],
])('an online block may have %s', (_, give) => {
  const m = twoBlocks();
  give(m);
  expect(m.told(nothingLeft)).toBeUndefined();
});

test('what is below hot-added memory is boot’s', () => {
  const m = twoBlocks();
  m.k.maps.page_ext.set(248, 256, true);
  expect(m.told(nothingLeft)).toBeUndefined();
});

test('a section is told that is left by an operation which takes a block away and writes nothing else', async () => {
  const { fixtures } = await loadCorpus({ globs: ['removal/never-online'] });
  // Its removal walks the blocks after their devices are gone, finds none, and returns success.
  const { violations } = runFixture(fixtures[0]!, 'linux@5.12+michal@reserve-posted+repair:after-arch-add');
  expect(violations.map(({ invariant }) => invariant)).toContain('restore/nothing-left');
});
