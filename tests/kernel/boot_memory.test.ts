import { describe, expect, test } from 'vitest';
import { PageBuddy, PG_reserved } from '../../harness/kernel/include/page_flags.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { Machine } from '../../harness/types/scenario.ts';
import { machines } from '../corpus/machines.ts';
import { smallMachine, step } from './machine.ts';

const preset = (id: string): Machine => machines.get(id)!;
const kernel = (machine: Machine, release = 'linux@6.1') => bootSession(machine, release).k;
const measured = [
  { node: 0, zone: 'Normal' as const, start: 0, spanned: 256, present: 240, managed: 240, contiguous: 0 as const },
];

describe('a hole in boot memory', () => {
  /** 256 pages in sections of 64, sub-sections of 8; pages 80 to 95 are no memory. */
  const holed = smallMachine({
    nodes: [
      {
        node: 0,
        ram: [
          [0, 80],
          [96, 256],
        ],
        cpu: true,
      },
    ],
    bootZones: measured,
  });

  test('of whole sub-sections is none, and its struct pages are reserved and linked', () => {
    const { maps, pfn_valid, pfn_to_online_page } = kernel(holed);
    expect(maps.subsection.runs(64, 128)).toEqual([
      [64, 80, true],
      [80, 96, false],
      [96, 128, true],
    ]);
    expect(maps.memmap.get(80)).toBe('init');
    expect(maps.page_flags.get(80)).toBe(PG_reserved);
    expect([pfn_valid(80), pfn_to_online_page(80)]).toEqual([true, null]);
  });

  test('inside a sub-section leaves it whole', () => {
    const machine = smallMachine({
      nodes: [
        {
          node: 0,
          ram: [
            [0, 82],
            [86, 256],
          ],
          cpu: true,
        },
      ],
      bootZones: [{ ...measured[0]!, present: 252, managed: 252 }],
    });
    expect(kernel(machine).maps.subsection.runs(64, 128)).toEqual([[64, 128, true]]);
  });

  test('of whole sub-sections makes the zone not contiguous', () => {
    expect(kernel(holed).NODE_DATA(0).node_zones[2].contiguous).toBe(false);
  });

  // Up to v5.12 what is left of a zone's last section is the zone's; from v5.13 on (122e093c1734) the next one's.
  test.each([
    ['linux@5.12', 1],
    ['linux@6.1', 2],
  ])('at the end of ZONE_DMA32 belongs on %s to the zone number %i', (release, zone) => {
    // 2 GiB less 32 pages, then nothing up to 4 GiB.
    expect(kernel(preset('x86-64-128M'), release).maps.page_link.get(524288 - 1)).toBe(zone);
  });
});

describe('boot memory in use', () => {
  test('leaves a measured zone the pages that it manages, the rest lies at the end of the node', () => {
    const { maps, NODE_DATA } = kernel(preset('x86-64-128M'));
    const normal = NODE_DATA(0).node_zones[2];
    expect([normal.managed_pages, normal.free_pages]).toEqual([505803, 505803]);
    // 524288 present pages less 505803 managed ones are 18485 at the end.
    expect(maps.page_flags.runs(1048576, 1572864)).toEqual([
      [1048576, 1572864 - 18485, PageBuddy],
      [1572864 - 18485, 1572864, PG_reserved],
    ]);
  });

  test('is worked out within a thousandth where a recording measured the like', () => {
    // Recordings two_nodes: 487372 of node 0, 515597 of node 1, which lacks hash tables in the arithmetic.
    const zones = kernel(preset('x86-64-two-nodes')).node_data.flatMap(({ node_zones }) => node_zones);
    const managed = zones.filter(({ managed_pages }) => managed_pages > 0).map(({ managed_pages }) => managed_pages);
    // 520160 - 8192 of the kernel - 16384 of bounce buffers - 16 sections * 512; 524288 - 16 * 512.
    expect(managed).toEqual([3840, 487392, 516096]);
    expect(Math.abs(487392 - 487372) / 487372).toBeLessThan(0.001);
    expect(Math.abs(516096 - 515597) / 515597).toBeLessThan(0.001);
  });

  test.each([...machines.values()].map((machine) => [machine.id, machine] as const))(
    'of %s adds up: managed pages are the free ones of the zone',
    (_id, machine) => {
      const { maps, node_data } = kernel(machine);
      const ram = machine.nodes.flatMap((node) => node.ram);
      const free = ram.flatMap(([start, end]) => maps.page_flags.runs(start, end)).filter(([, , f]) => f & PageBuddy);
      const managed = node_data.flatMap(({ node_zones }) => node_zones.map((zone) => zone.managed_pages));
      const sum = (pages: number[]) => pages.reduce((all, each) => all + each, 0);
      expect(sum(free.map(([start, end]) => end - start))).toBe(sum(managed));
    },
  );

  test('keeps the last block of a node online without anybody occupying it', () => {
    const session = bootSession(preset('x86-64-128M'), 'linux@6.1');
    expect(session.step(step({ op: 'offline', block: 47 })).ret).toBe(-16);
    expect(session.step(step({ op: 'offline', block: 40 })).ret).toBe(0);
  });
});

describe('arm64', () => {
  test.each(['linux@5.12', 'linux@6.1', 'linux@6.12'])('keeps its boot memory online on %s', (release) => {
    const session = bootSession(preset('arm64-4K'), release);
    const before = session.observe();
    expect(session.step(step({ op: 'offline', block: 20 })).ret).toBe(-1);
    expect(session.observe()).toEqual(before);
  });

  test('lets hot-added memory go', () => {
    const session = bootSession(preset('arm64-4K'), 'linux@6.1');
    session.step(step({ op: 'add', dimm: 'd0', pages: 32768, node: 0 }));
    session.step(step({ op: 'online', block: 64 }));
    expect(session.step(step({ op: 'offline', block: 64 })).ret).toBe(0);
  });
});

test('every block of boot memory is observed, whether a step named it or not', () => {
  const { observe } = bootSession(preset('x86-64-128M'), 'linux@6.1');
  const blocks = [...Array(16).keys(), ...[...Array(16).keys()].map((i) => 32 + i)].map(String);
  expect(Object.keys(observe()['block.state'] ?? {})).toEqual(blocks);
  // Recording basic_mom1, boot: block 0 lies in two zones, the others in one.
  expect(observe()['block.valid_zones']).toMatchObject({ 0: 'none', 1: 'DMA32', 15: 'DMA32', 32: 'Normal' });
});
