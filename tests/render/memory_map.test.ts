import { expect, test } from 'vitest';
import { loadMachine } from '../../harness/corpus/load.ts';
import { memoryMap } from '../../harness/render/explain/memory_map.ts';
import { scale } from '../../harness/render/explain/scale.ts';
import { kindsOf } from '../../harness/run/page_kinds.ts';
import { smallMachine } from '../kernel/machine.ts';

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

test('with more pieces than columns neighbours are drawn as one, and the whole range stays', () => {
  const pieces = scale(
    Array.from({ length: 5001 }, (_, at) => at * 64),
    60,
  );
  expect(pieces.reduce((sum, { cells }) => sum + cells, 0)).toBeLessThanOrEqual(60);
  expect([pieces[0]!.start, pieces.at(-1)!.end]).toEqual([0, 5000 * 64]);
  for (const [at, piece] of pieces.slice(1).entries()) expect(piece.start).toBe(pieces[at]!.end);
});

test('a block far away does not make the map wider than it may be', () => {
  const far = { ...observation, 'block.state': { '48': 'online', '30000': 'online' } };
  for (const line of memoryMap([{ designs: ['a'], observation: far }], machine, 100))
    expect(line.length).toBeLessThanOrEqual(100);
});

test('where nothing is for blocks on end the map is drawn short, and the blocks at both ends in full', () => {
  const far = { ...observation, 'block.state': { '48': 'online', '30000': 'online' } };
  // 100 columns less 2 + 9 for the label and 1: 88, of which the gap gets 2 and two blocks the same share of the rest.
  const [, ruler = '', , , pages = '', ...rest] = memoryMap([{ designs: ['a'], observation: far }], machine, 100);
  expect(ruler).toMatch(/\|48 {30,}\|30000/);
  expect(pages).toMatch(/^ {2}pages {4}V▓+F░{30,}\/\/A·{30,}$/);
  expect(rest.join(' ')).toContain('// nothing there, drawn short');
});

test('one block that is missing is no gap', () => {
  const holed = { ...observation, 'block.state': { '48': 'online', '50': 'online' } };
  expect(memoryMap([{ designs: ['a'], observation: holed }], machine, 100).join('\n')).not.toContain('//');
});

test('more gaps than columns still fit', () => {
  const pieces = Array.from({ length: 400 }, (_, at) => at * 10);
  const gaps = pieces.filter((_, at) => at % 2).map((from): [number, number] => [from, from + 10]);
  const cells = scale(pieces, 60, gaps).reduce((sum, piece) => sum + piece.cells, 0);
  expect(cells).toBeLessThanOrEqual(60);
});

test('designs of which the map is the same share one', () => {
  const maps = ['a', 'b'].map((design) => ({ designs: [design], observation }));
  expect(memoryMap(maps, machine, 100).filter((line) => line.startsWith('  pages'))).toHaveLength(1);
  expect(memoryMap(maps, machine, 100)).toContain('  a, b');
});

test('the map draws pages, what pfn_to_online_page accepts, spans, and a legend with letters', () => {
  const lines = memoryMap([{ designs: ['a', 'b'], observation }], machine, 60);
  const line = (name: string) => lines.find((each) => each.trimStart().startsWith(name)) ?? '';
  expect(line('a, b')).not.toBe('');
  expect(line('pages')).toMatch(/V▓F░+$/);
  expect(line('pfn_to_')).toMatch(/=+$/);
  expect(lines.filter((each) => /span /.test(each) && each.includes('Movable'))).toHaveLength(1);
  expect(lines.join('\n')).toContain('V▓ memmap of its own block');
  for (const each of lines) expect(each.length).toBeLessThanOrEqual(60);
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

/** Block 4, pages 256 to 320, of a machine with blocks of 64 pages; its first 8 pages hold its memmap. */
const oneBlock = {
  'page.state': { '256+8': 'reserved', '264+56': 'init' },
  'page.online': { '256+64': 1 },
  'block.state': { '4': 'online' },
  'block.nr_vmemmap_pages': { '4': 8 },
  'zone.start': { '0:Movable': 264 },
  'zone.spanned': { '0:Movable': 56 },
  max_pfn: { max_pfn: 320 },
};

test('each line of the map has its cells where the others have theirs', () => {
  // Of 34 cells beside the labels two pieces get 2 each; the other 30 go by length: 30 * 8 / 64 = 3.75 and 30 * 56 / 64 = 26.25.
  const [head, data] = [2 + 3, 2 + 26];
  expect(memoryMap([{ designs: ['a', 'b'], observation: oneBlock }], smallMachine(), 34 + 12)).toEqual([
    'Memory from pfn 256 to 320; short pieces are',
    '  drawn wider than they are',
    `  block    ${'|4'.padEnd(head + data)}`,
    '',
    '  a, b',
    `  pages    V${'▓'.repeat(head - 1)}F${'░'.repeat(data - 1)}`,
    `  pfn_to_  ${'='.repeat(head + data)}`,
    `  span     ${' '.repeat(head)}[0:Movable${'─'.repeat(data - '[0:Movable]'.length)}]`,
    '',
    '  V▓ memmap of its own block',
    '  F░ free or in use',
    '  == accepted by pfn_to_online_page',
    '  [ ] span of a zone',
  ]);
});

test('what one design lacks is drawn on the scale of all, and is in the legend', () => {
  const gone = { 'block.state': {}, max_pfn: { max_pfn: 320 } };
  const maps = [
    { designs: ['a'], observation: oneBlock },
    { designs: ['b'], observation: gone },
  ];
  const lines = memoryMap(maps, smallMachine(), 46);
  expect(lines.filter((line) => line.startsWith('  pages'))[1]).toBe(`  pages    A${'·'.repeat(4 + 1 + 27)}`);
  expect(lines.filter((line) => line.startsWith('  pfn_to_'))[1]).toBe('  pfn_to_');
  expect(lines.join(' ')).toMatch(/ {2}V▓ .* F░ .* A· absent /);
});

test('the map ends with the last block, or with the last page that any design has', () => {
  const [first] = memoryMap(
    [{ designs: ['a'], observation: { ...oneBlock, max_pfn: { max_pfn: 384 } } }],
    smallMachine(),
    60,
  );
  expect(first).toContain('from pfn 256 to 384;');
  const blocks = { ...oneBlock, 'block.state': { '4': 'online', '6': 'offline' } };
  expect(memoryMap([{ designs: ['a'], observation: blocks }], smallMachine(), 60)[0]).toContain('from pfn 256 to 448;');
});

test('each block has its number above its first page', () => {
  const two = { ...oneBlock, 'block.state': { '4': 'online', '5': 'offline' }, max_pfn: { max_pfn: 384 } };
  const [, ruler = '', , , pages = ''] = memoryMap([{ designs: ['a'], observation: two }], smallMachine(), 60);
  expect(ruler.indexOf('|4')).toBe(pages.indexOf('V'));
  expect(ruler.indexOf('|5')).toBe(pages.indexOf('A'));
});

test('a span one cell wide is a stroke', () => {
  const pieces = 40;
  const narrow = {
    ...oneBlock,
    'page.state': Object.fromEntries(
      Array.from({ length: pieces }, (_, at) => [`${256 + at}+1`, at % 2 ? 'init' : 'garbage']),
    ),
    'zone.start': { '0:Movable': 257 },
    'zone.spanned': { '0:Movable': 1 },
  };
  const lines = memoryMap([{ designs: ['a'], observation: narrow }], smallMachine(), 60);
  expect(lines.find((line) => line.startsWith('  span'))).toMatch(/^ {2}span {5} +\|$/);
});

test('few pieces get two cells at least, many get one', () => {
  expect(scale([0, 1, 1_000_000], 9)[0]?.cells).toBe(2);
  expect(scale([0, 1, 2, 1_000_000], 9)[0]?.cells).toBe(1);
});

test('what is left after that goes by length, boundaries in any order and twice', () => {
  // 10 cells, 1 each for 4 pieces; 6 are left for 12 positions.
  expect(scale([12, 0, 2, 4, 2, 8, 12], 10).map(({ start, end, cells }) => [start, end, cells])).toEqual([
    [0, 2, 1 + 1],
    [2, 4, 1 + 1],
    [4, 8, 1 + 2],
    [8, 12, 1 + 2],
  ]);
});
