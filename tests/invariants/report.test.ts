import { describe, expect, test } from 'vitest';
import { add, block, ids, on, scenario, small } from './machines.ts';

const b = block(small);
const cycle = scenario(
  small,
  add(small, 'd0'),
  { op: 'online_movable', block: b },
  { op: 'offline', block: b },
  { op: 'remove', dimm: 'd0' },
);
const forgetNode = (k: { node_data: { node_present_pages: number }[] }) => ({
  node_states_set_node: () => {
    k.node_data[0]!.node_present_pages += 7;
  },
});

describe('a violated invariant', () => {
  test('is reported once, at its first step, with the later steps counted', () => {
    const result = on(cycle, 'unpatched', forgetNode);
    const found = result.violations.filter(({ invariant }) => invariant === 'counters/node-present');
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ step: 1, class: 'slow path', where: 'node 0' });
    expect(found[0]!.message).toMatch(/present pages, its zones \d+ \(and after 2 later steps\)$/);
  });

  test('makes the verdict', () => {
    expect(on(cycle, 'unpatched').verdict).toBe('ok');
    expect(on(cycle, 'unpatched', forgetNode).verdict).toBe('violates');
  });

  test('does not count when it is left out', () => {
    const without = ['counters/node-present', 'restore/round-trip'];
    expect(ids(on(cycle, 'unpatched', forgetNode, without))).toEqual([]);
  });

  test('is not looked for in a machine that died in the middle of an operation', () => {
    const dies = on(cycle, 'unpatched', (k) => ({ runNodeThreads: () => k.oops('made up') }));
    expect(dies.verdict).toBe('oops');
    expect(ids(dies)).toEqual(['oops']);
  });

  test('costs the design nothing', () => {
    const all = on(cycle, 'david@v10');
    const none = on(cycle, 'david@v10', undefined, ids(all));
    expect(none.cost).toEqual(all.cost);
    expect(none.evidence).toEqual(all.evidence);
  });
});
