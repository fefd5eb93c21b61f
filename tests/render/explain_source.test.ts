import { expect, test } from 'vitest';
import { sourceLines } from '../../harness/render/explain/source.ts';

const of = (designs: string[], hunk: string | undefined, chain: string[]) => ({
  designs,
  step: 1,
  function: chain.at(-1)!,
  chain,
  ...(hunk ? { hunk } : {}),
});

test('a writer is told with the hunk that called it, the kernel’s file and the patch', () => {
  const hunk = 'drivers/base/memory:memory_block_online@david@v10';
  expect(sourceLines([of(['david@v10'], hunk, ['memory_block_online', 'resize_zone_range'])])).toEqual([
    'david@v10: written at step 2 by resize_zone_range() under memory_block_online(), drivers/base/memory.c as of david@v10',
  ]);
});

test('a hunk that wrote itself is told once', () => {
  const hunk = 'mm/memory_hotplug/online:online_pages@oscar@v5';
  expect(sourceLines([of(['oscar@v5'], hunk, ['online_pages'])])).toEqual([
    'oscar@v5: written at step 2 by online_pages(), mm/memory_hotplug.c as of oscar@v5',
  ]);
});

test('a function of ours is told as the kernel’s that it was cut from', () => {
  const hunk = 'added:addRangeAndBlocks@oscar@v5';
  expect(sourceLines([of(['oscar@v5'], hunk, ['add_memory_resource', 'addRangeAndBlocks'])])).toEqual([
    'oscar@v5: written at step 2 by add_memory_resource(), mm/memory_hotplug.c as of oscar@v5',
  ]);
});

test('designs that came to it by other ways to the same place share a line', () => {
  const hunk = 'mm/memory_hotplug/online:online_pages@base@v5';
  const sources = [of(['a'], hunk, ['x', 'online_pages']), of(['b'], hunk, ['y', 'online_pages'])];
  expect(sourceLines(sources)).toHaveLength(1);
  expect(sourceLines(sources)[0]).toMatch(/^a, b: /);
});

test('what no patch had a part in is not told', () => {
  expect(sourceLines([of(['a'], undefined, ['online_pages'])])).toEqual([]);
});
