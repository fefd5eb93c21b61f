import { describe, expect, it } from 'vitest';
import { loadMachine } from '../../harness/corpus/load.ts';
import { leftBehind } from '../../harness/explore/left_behind.ts';
import { seenGraph } from '../../harness/explore/seen_graph.ts';
import { memoryOf } from '../../harness/explore/varies.ts';
import type { Machine } from '../../harness/types/scenario.ts';
import { handMade, type StateByHand } from './hand_made.ts';

const machine = await loadMachine('x86-64-128M');

/** There is no block, then block 4 is offline, then online; `at` zone sizes by hand. */
const state = (how: string | undefined, pages: number, does: StateByHand['does'] = {}): StateByHand => ({
  does,
  shows: {
    blocks: { 'block.state': how === undefined ? {} : { 4: how } },
    zones: pages === 0 ? {} : { 'zone.spanned': { '0:Normal': pages } },
  },
});
const add = {
  title: 'add',
  actions: [{ op: 'add' as const, dimm: 'd0', pages: 8, node: 0, at: 0 }],
  line: 0,
  column: 0,
};
const online = (op: 'online_kernel' | 'online_movable') => ({
  title: op,
  actions: [{ op, block: 4 }],
  line: 0,
  column: 0,
});
const titles = ['add', 'online_kernel', 'online_movable', 'offline'];
const graphOf = (states: StateByHand[]) => {
  const graph = handMade('by hand', titles, states);
  const steps = [add, online('online_kernel'), online('online_movable'), { ...add, title: 'offline', actions: [] }];
  return { ...graph, moves: steps.map((step) => ({ title: step.title, steps: [step] })) };
};

describe('states that are set alike', () => {
  it('must look alike by whatever route: what does not is told with two shortest routes', () => {
    const memory = memoryOf(
      graphOf([
        state(undefined, 0, { add: 1 }),
        state('offline', 0, { online_kernel: 2 }),
        state('online', 8, { offline: 3 }),
        // The span stays.
        state('offline', 8, { online_kernel: 2 }),
      ]),
      machine,
    );
    expect(memory.varying).toEqual([
      {
        kind: 'zones',
        field: 'zone.spanned',
        setting: 'block 4 offline',
        routes: [['add'], ['add', 'online_kernel', 'offline']],
        shows: [{ 'zone.spanned 0:Normal': 0 }, { 'zone.spanned 0:Normal': 8 }],
      },
    ]);
    expect(memory.settings).toBe(1);
  });

  it('are not those whose blocks came online otherwise', () => {
    const memory = memoryOf(
      graphOf([
        state(undefined, 0, { add: 1 }),
        state('offline', 0, { online_kernel: 2, online_movable: 3 }),
        state('online', 8),
        state('online', 9),
      ]),
      machine,
    );
    expect(memory).toEqual({ settings: 0, varying: [], left: [] });
  });

  it('are also those that a refused onlining did not change', () => {
    const memory = memoryOf(
      graphOf([
        state(undefined, 0, { add: 1 }),
        state('offline', 0, { online_kernel: { to: 2, rets: [-16] } }),
        state('offline', 7),
      ]),
      machine,
    );
    expect(memory.varying).toMatchObject([{ field: 'zone.spanned', setting: 'block 4 offline' }]);
  });
});

describe('what real kernels leave', () => {
  it('is told apart from what a design leaves', () => {
    const memory = memoryOf(
      graphOf([
        {
          does: { add: 1 },
          shows: { sysfs: { max_pfn: { max_pfn: 1 } }, blocks: { 'block.state': {} } },
        },
        {
          does: { offline: 2 },
          shows: { sysfs: { max_pfn: { max_pfn: 2 } }, blocks: { 'block.state': { 4: 'offline' } } },
        },
        { shows: { sysfs: { max_pfn: { max_pfn: 2 } }, blocks: { 'block.state': {} } } },
      ]),
      machine,
    );
    expect(memory).toMatchObject({ settings: 1, varying: [], left: [{ field: 'max_pfn' }] });
  });

  it('does not cover a zone that is contiguous, or not, because its span is another', () => {
    const contiguous = leftBehind.find(({ field }) => field === 'zone.contiguous')!;
    const look = (spanned: number) => ({
      zones: { 'zone.spanned': { '0:Normal': spanned } },
      ...Object.fromEntries(['nodes', 'blocks', 'pages', 'sysfs', 'hidden'].map((kind) => [kind, {}])),
    });
    const left = (one: number, other: number) =>
      ({ kind: 'zones', field: 'zone.contiguous', key: '0:Normal', looks: [look(one), look(other)] }) as never;
    expect(contiguous.covers(left(8, 8))).toBe(true);
    expect(contiguous.covers(left(8, 9))).toBe(false);
  });
});

describe('of the designs', () => {
  const memoryIn = (design: string, on: Machine) =>
    memoryOf(seenGraph(design, on, { base: 'linux@5.12', alphabet: 'default', blocks: 1, maxStates: 1000 }), on);

  it('the kernel without the patch remembers nothing that real kernels do not', () => {
    expect(memoryIn('unpatched', machine).varying).toEqual([]);
  });

  it('david@v10 remembers a block that was online, in the span of the zone, where vmemmap ends inside a section', async () => {
    const { varying } = memoryIn('david@v10', await loadMachine('x86-64-8G-full-and-shared-section'));
    // 2097152 + 32768 - 1048576: up to the end of the one section that was marked online.
    expect(varying.find(({ field }) => field === 'zone.spanned')).toMatchObject({
      setting: 'as after boot',
      routes: [[], ['add d0', 'online_kernel d0', 'remove d0']],
      shows: [{ 'zone.spanned 0:Normal': 524288 }, { 'zone.spanned 0:Normal': 1081344 }],
    });
  });
});
