import { describe, expect, test } from 'vitest';
import { readMachines } from '../../harness/corpus/read_machines.ts';
import { machines } from './machines.ts';

const file = (id: string, text: string) => ({ id, file: `fixtures/machines/${id}.yaml`, text });
const base = [
  'title: b',
  'arch: x86-64',
  'page: 4 KiB',
  'struct_page: 64',
  'section: 128 MiB',
  'block: 128 MiB',
  'pageblock: 2 MiB',
  'max_order: 10',
  'pmd: 2 MiB',
  'zone_ends: { DMA32: 4 GiB }',
  'nodes: [{ node: 0, ram: [[0 B, 4 GiB]] }]',
  'first_hot: 4 GiB',
  'config: { kasan: true }',
].join('\n');

describe('extends', () => {
  test('takes what is missing, switch by switch', () => {
    const child = 'title: c\nextends: b\nblock: 1 GiB\nconfig: { debug_vm: true }\n';
    const { machines: read } = readMachines([file('c', child), file('b', base)]);
    expect(read.get('c')).toMatchObject({
      pagesPerBlock: 262144,
      pagesPerSection: 32768,
      config: { kasan: true, debug_vm: true },
    });
  });

  test('of itself is a problem, not a loop', () => {
    const { machines: read, problems } = readMachines([
      file('a', 'title: a\nextends: b\n'),
      file('b', 'title: b\nextends: a\n'),
    ]);
    expect(read.size).toBe(0);
    expect(problems[0]).toMatchObject({ code: 'no-such-machine', line: 2, column: 10 });
  });

  test('of a broken preset does not stop the others', () => {
    const { machines: read, problems } = readMachines([
      file('a', 'title: a\nextends: x\n'),
      file('b', base),
      file('x', 'title: 5\n'),
    ]);
    expect([...read.keys()]).toEqual(['b']);
    expect(problems.map((problem) => problem.file)).toEqual(['fixtures/machines/a.yaml', 'fixtures/machines/x.yaml']);
  });

  test('under another page size inherits no figure in pages', () => {
    const { problems } = readMachines([file('b', base), file('c', 'title: c\nextends: b\npage: 64 KiB\n')]);
    expect(problems[0]).toMatchObject({ code: 'missing-key' });
  });
});

test.each([
  ['a block of half a section', 'block: 64 MiB', /multiple of `section`/],
  ['a buddy chunk above a section', 'max_order: 16', /lower `max_order`/],
  ['a first DIMM off its block', 'first_hot: 4100 MiB', /multiple of `block`/],
  ['a first DIMM on boot memory', 'first_hot: 2 GiB', /above boot memory/],
  ['boot memory that runs backwards', 'nodes: [{ node: 0, ram: [[2 GiB, 1 GiB]] }]', /rising/],
])('%s is refused', (_what, line, hint) => {
  const { problems } = readMachines([file('b', base), file('c', `title: c\nextends: b\n${line}\n`)]);
  expect(problems).toEqual([
    expect.objectContaining({
      code: 'bad-geometry',
      file: 'fixtures/machines/c.yaml',
      line: 3,
      hint: expect.stringMatching(hint),
    }),
  ]);
});

test('the first DIMM lands where the recordings saw it', () => {
  const landing = (id: string): number => machines.get(id)!.firstHotPfn;
  expect([
    landing('x86-64-128M'),
    landing('x86-64-2G'),
    landing('x86-64-fresh-node'),
    landing('x86-64-small-boot'),
  ]).toEqual([1572864, 17825792, 1048576, 1048576]);
});

test('recorded boot zones agree with the boot memory of their preset', () => {
  for (const { id, nodes, bootZones } of machines.values()) {
    if (!bootZones) continue;
    const present = bootZones.reduce((sum, zone) => sum + zone.present, 0);
    const ram = nodes.flatMap((node) => node.ram).reduce((sum, [start, end]) => sum + end - start, 0);
    expect([id, present]).toEqual([id, ram]);
  }
});
