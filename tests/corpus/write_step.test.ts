import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeScope } from '../../harness/corpus/scope.ts';
import { resolveList } from '../../harness/corpus/steps.ts';
import { writeStep } from '../../harness/corpus/write_step.ts';
import type { Action } from '../../harness/types/scenario.ts';
import { machines } from './machines.ts';

const machine = machines.get('x86-64-two-nodes')!;
const N = machine.pagesPerBlock;

const block = fc.integer({ min: 0, max: 99 });
const pages = fc
  .tuple(block, fc.nat(N - 1), fc.integer({ min: 1, max: N }))
  .map(([id, first, nr]) => ({ block: id, first, nr: Math.min(nr, N - first) }));
const blocks = fc.integer({ min: 1, max: 64 }).map((count) => count * N);
const event = fc.constantFrom('MEM_GOING_ONLINE' as const, 'MEM_GOING_OFFLINE' as const);

/** What a recorder does, each kind with whatever figures. */
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    op: fc.constant('add' as const),
    dimm: fc.constantFrom('d0', 'memory7'),
    // Whole sub-sections, at any page.
    pages: fc.integer({ min: 1, max: 2 ** 12 }).map((count) => count * 512),
    node: fc.constantFrom(0, 1),
    at: fc.integer({ min: 0, max: 2 ** 26 }),
  }),
  fc.record({ op: fc.constantFrom('online' as const, 'online_kernel', 'online_movable', 'offline'), block }),
  fc.record({ op: fc.constantFrom('remove_memory' as const, 'overwrite'), block, pages: blocks }),
  fc.record({ op: fc.constant('inject' as const), action: event, errno: fc.constantFrom(0, -12, -16) }),
  fc.record({
    op: fc.constant('fail' as const),
    function: fc.constant('add_memory_block' as const),
    errno: fc.constantFrom(-12, -17),
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    op: fc.constant('occupy' as const),
    pages,
    use: fc.constantFrom('movable' as const, 'kernel', 'pinned'),
  }),
  fc.record({
    op: fc.constantFrom('memory_failure' as const, 'soft_offline'),
    page: pages.map((run) => ({ ...run, nr: 1 })),
  }),
  fc.constantFrom<Action>({ op: 'signal' }, { op: 'hibernate' }, { op: 'resume' }),
  fc.constantFrom<Action>(
    { op: 'walk', walker: 'kmemleak' },
    { op: 'walk', walker: 'compaction', node: 1, zone: 'Movable' },
    { op: 'walk', walker: 'kpageflags', block: 48 },
  ),
  fc.constantFrom<Action>(
    { op: 'write', file: 'auto_online_blocks', value: 'online' },
    { op: 'write', file: 'auto_movable_ratio', value: '20' },
    { op: 'write', file: 'online', block: 48, value: '1' },
  ),
);

test('an action reads back from the step that it is written as', () => {
  fc.assert(
    fc.property(action, (one) => {
      const [read] = resolveList([writeStep(one, machine)], makeScope(machine));
      expect(read!.actions).toEqual([one]);
    }),
  );
});

test('a place is told in gibibytes and what is left', () => {
  const at = (6 * 2 ** 30 + 2 * 2 ** 20) / 4096;
  expect(writeStep({ op: 'add', dimm: 'd0', pages: N, node: 0, at }, machine)).toEqual({
    add: 'd0',
    size: '128 MiB',
    at: '6 GiB + 2 MiB',
  });
});

test('released pages are those that were taken before', () => {
  const run = { block: 48, first: 545, nr: 46 };
  const taken: Action = { op: 'occupy', pages: run, use: 'pinned' };
  const given: Action = { op: 'release', pages: run };
  const list = [taken, given].map((each) => writeStep(each, machine));
  expect(list[1]).toEqual({ release: 'block 48', first: '545 pages', nr: '46 pages' });
  expect(resolveList(list, makeScope(machine)).flatMap(({ actions }) => actions)).toEqual([taken, given]);
});
