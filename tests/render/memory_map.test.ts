import { expect, test } from 'vitest';
import { loadMachine } from '../../harness/corpus/load.ts';
import { memoryMap } from '../../harness/render/explain/memory_map.ts';
import { scale } from '../../harness/render/explain/scale.ts';
import { kindsOf } from '../../harness/run/page_kinds.ts';

const machine = await loadMachine('x86-64-128M');
const start = machine.firstHotPfn;
const end = start + machine.pagesPerBlock;
const observation = {
  'page.state': { [`${start}+512`]: 'reserved', [`${start + 512}+32256`]: 'init' },
  'page.online': { [`${start}+32768`]: 1 },
  'block.state': { '48': 'online' },
  'block.nr_vmemmap_pages': { '48': 512 },
  'zone.start': { '0:Movable': start + 512, '0:Normal': 1048576 },
  'zone.spanned': { '0:Movable': 32256, '0:Normal': 524800 },
  max_pfn: { max_pfn: end },
};

test('memmap at the head of a block is told from the pages it describes', () => {
  expect(kindsOf(observation, machine, start, end)).toEqual([
    [start, start + 512, 'vmemmap'],
    [start + 512, end, 'free'],
  ]);
});

test('poison and garbage show where a walker would see them', () => {
  const lost = { ...observation, 'page.state': { [`${start}+512`]: 'garbage', [`${start + 512}+32256`]: 'poison' } };
  expect(kindsOf(lost, machine, start, end).map(([, , kind]) => kind)).toEqual(['garbage', 'poison']);
});

test('memory that is not there is absent', () => {
  expect(kindsOf({}, machine, start, end)).toEqual([[start, end, 'absent']]);
});

test('a piece of one page still has a cell, and all fit into the columns', () => {
  const pieces = scale([0, 1, 1000, 2000], 60);
  expect(pieces.map(({ cells }) => cells)).toEqual([2, 28, 29].map((_, at) => pieces[at]!.cells));
  expect(pieces[0]!.cells).toBeGreaterThanOrEqual(1);
  expect(pieces.reduce((sum, { cells }) => sum + cells, 0)).toBeLessThanOrEqual(60);
});

test('the map draws pages, what pfn_to_online_page accepts, spans, and a legend with letters', () => {
  const lines = memoryMap([{ designs: ['a', 'b'], observation }], machine, 60);
  const line = (name: string) => lines.find((each) => each.trimStart().startsWith(name)) ?? '';
  expect(line('a, b')).not.toBe('');
  expect(line('pages')).toMatch(/V▓F░+$/);
  expect(line('pfn_to_')).toMatch(/=+$/);
  expect(lines.filter((each) => /span /.test(each) && each.includes('Movable'))).toHaveLength(1);
  expect(lines.at(-1)).toContain('V▓ memmap of its own block');
  for (const each of lines.slice(1, -1)) expect(each.length).toBeLessThanOrEqual(60);
});

test('a span that begins before the hot range is open on that side', () => {
  const lines = memoryMap([{ designs: ['a'], observation }], machine, 60);
  expect(lines.some((each) => each.includes('<'))).toBe(true);
});

test('without hot-added memory there is no map', () => {
  expect(memoryMap([{ designs: ['a'], observation: { max_pfn: { max_pfn: start } } }], machine, 60)).toEqual([]);
});

/** Lines of spans, without their label and the blanks before them. */
const spans = (zone: string, from: number, pages: number): string[] => {
  const seen = { ...observation, 'zone.start': { [zone]: from }, 'zone.spanned': { [zone]: pages } };
  return memoryMap([{ designs: ['a'], observation: seen }], machine, 60)
    .filter((line) => line.trimStart().startsWith('span'))
    .map((line) => line.replace(/^ *span */, ''));
};

test('a span that ends behind the hot range is open there, and one that ends with it is closed', () => {
  expect(spans('0:Movable', start, 32768 + 512)).toEqual([expect.stringMatching(/^\[0:Movable─*>$/)]);
  expect(spans('0:Movable', start, 32768)).toEqual([expect.stringMatching(/^\[0:Movable─*\]$/)]);
});

test('a span around the hot range is open on both sides', () => {
  expect(spans('0:Normal', start - 512, 32768 + 1024)).toEqual([expect.stringMatching(/^<0:Normal─*>$/)]);
});

test('a span that ends where the hot range begins, or begins where it ends, is not drawn', () => {
  expect(spans('0:Normal', start - 512, 512)).toEqual([]);
  expect(spans('0:Normal', end, 512)).toEqual([]);
  expect(spans('0:Normal', start, 0)).toEqual([]);
});
