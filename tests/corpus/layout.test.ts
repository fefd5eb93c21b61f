import { expect, test } from 'vitest';
import { Layout } from '../../harness/corpus/layout.ts';
import { machines } from './machines.ts';

const machine = machines.get('x86-64-128M')!;
const block = machine.pagesPerBlock;
const first = machine.firstHotPfn;

test('DIMMs land one after the other from the first hot pfn', () => {
  const layout = new Layout(machine);
  expect([layout.add('a', block), layout.add('b', 8 * block), layout.add('c', block)]).toEqual([
    first,
    first + block,
    first + 9 * block,
  ]);
});

test('the place of a removed DIMM goes to the next that fits', () => {
  const layout = new Layout(machine);
  for (const name of ['a', 'b', 'c']) layout.add(name, block);
  layout.remove('b');
  expect(layout.add('d', 2 * block)).toBe(first + 3 * block);
  expect(layout.add('e', block)).toBe(first + block);
});

test('a removed DIMM may come back under its name', () => {
  const layout = new Layout(machine);
  layout.add('a', block);
  layout.remove('a');
  expect(layout.add('a', block)).toBe(first);
});

test('a range takes every DIMM it touches', () => {
  const layout = new Layout(machine);
  layout.add('a', 2 * block);
  layout.add('b', block);
  layout.removeRange(first, 3 * block);
  expect(layout.add('c', block)).toBe(first);
});

test('references give block numbers as sysfs has them', () => {
  const layout = new Layout(machine);
  layout.add('a', block);
  layout.add('b', 4 * block);
  expect(layout.blocks('a')).toEqual([48]);
  expect(layout.blocks('b[1..2]')).toEqual([50, 51]);
  expect(layout.blocks('b[*]')).toEqual([49, 50, 51, 52]);
  expect(layout.blocks('block 7')).toEqual([7]);
});

test('a DIMM smaller than a block holds no block', () => {
  const layout = new Layout(machine);
  layout.add('a', block / 2);
  expect(() => layout.blocks('a')).toThrow(expect.objectContaining({ code: 'no-such-block' }));
});
