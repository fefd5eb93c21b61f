import { describe, expect, test } from 'vitest';
import { changes, projectionOf } from '../../harness/invariants/projection.ts';
import { bootSession } from '../../harness/run/session.ts';
import { add, block, scenario, small } from './machines.ts';

const played = (design: string, ...actions: Parameters<typeof scenario>[1][]) => {
  const session = bootSession(small, `linux@5.12+${design}`);
  const before = projectionOf(session.k);
  for (const step of scenario(small, ...actions).steps) session.step(step);
  return changes(before, projectionOf(session.k)).map(({ name, from, to }) => `${name}: ${from} -> ${to}`);
};

describe('the guaranteed projection', () => {
  test('tells what an onlining changes', () => {
    const changed = played('david@v10', add(small, 'd0'), { op: 'online_movable', block: block(small) });
    expect(changed).toContain('span of 0:Movable: none -> 1572864+32768');
    expect(changed).toContain('managed pages of 0:Movable: 0 -> 32256');
    expect(changed).toContain('frames of altmaps: none -> 1572864+512');
    expect(changed).toContain('block 48: not there -> MEM_ONLINE, no zone');
  });

  test('is back after a round trip, although max_pfn and contiguous are not', () => {
    const all = [
      add(small, 'd0'),
      { op: 'online_movable', block: block(small) },
      { op: 'offline', block: block(small) },
      { op: 'remove', dimm: 'd0' },
    ] as const;
    expect(played('david@v10', ...all)).toEqual([]);
    const session = bootSession(small, 'linux@5.12+david@v10');
    const { max_pfn } = session.k;
    const movable = session.k.NODE_DATA(0).node_zones[3];
    const { contiguous } = movable;
    for (const step of scenario(small, ...all).steps) session.step(step);
    expect(session.k.max_pfn).toBeGreaterThan(max_pfn);
    expect(movable.contiguous).not.toBe(contiguous);
  });
});
