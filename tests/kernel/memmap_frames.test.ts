import { describe, expect, it } from 'vitest';
import type { Action } from '../../harness/corpus/types.ts';
import { EBUSY, ENOMEM } from '../../harness/kernel/include/errno.ts';
import { boot, type Session } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

/** N = 64 pages a block; V = 64 * 512 / 4096 = 8 frames for the memmap of one; hot memory begins at pfn 256, block 4. */
const N = 64;
const V = 8;
const S = 256;

/** Node 1 has neither memory nor processor; the feature is off. */
const machine = smallMachine({ config: { ...smallMachine().config, memmap_on_memory: 'off' } });
const start = (): Session => boot(machine, 'linux@5.12+unpatched');
const act = (session: Session, ...actions: Action[]) => session.step(step(...actions)).ret;
const add = (dimm: string, node: number, pages = N): Action => ({ op: 'add', dimm, pages, node });
const framesOf = ({ k }: Session): string[] =>
  k.maps.page_use.present().flatMap(([from, to, use]) => (use === 'memmap' ? [`${from}+${to - from}`] : []));
const free = ({ k }: Session, node: number, zone: 0 | 1 | 2 | 3) => k.NODE_DATA(node).node_zones[zone].free_pages;

describe('the frames of an ordinary memmap', () => {
  it('are the first of what the node itself has', () => {
    const session = start();
    act(session, add('d0', 1), { op: 'online_kernel', block: 4 }, add('d1', 1));
    // That of d0 is at the head of boot memory, that of d1 at the head of d0.
    expect(framesOf(session)).toEqual([`0+${V}`, `${S}+${V}`]);
    expect(free(session, 1, 2)).toBe(N - V);
  });

  it('keep their block from going offline until what they describe is gone', () => {
    const session = start();
    act(session, add('d0', 1), { op: 'online_kernel', block: 4 }, add('d1', 1));
    expect(act(session, { op: 'offline', block: 4 })).toBe(-EBUSY);
    expect(act(session, { op: 'remove', dimm: 'd1' })).toBe(0);
    expect(framesOf(session)).toEqual([`0+${V}`]);
    expect(act(session, { op: 'offline', block: 4 })).toBe(0);
    expect(free(session, 1, 2)).toBe(0);
  });

  it('are never in ZONE_MOVABLE', () => {
    const session = start();
    act(session, add('d0', 1), { op: 'online_movable', block: 4 }, add('d1', 1));
    expect(framesOf(session)).toEqual([`0+${2 * V}`]);
    expect(act(session, { op: 'offline', block: 4 })).toBe(0);
  });

  it('are in another node once the own one has no whole chunk', () => {
    const session = start();
    // d1 takes all N / V chunks of d0, d2 finds none there.
    act(session, add('d0', 1), { op: 'online_kernel', block: 4 }, add('d1', 1, (N / V) * N), add('d2', 1));
    expect(framesOf(session)).toEqual([`0+${2 * V}`, `${S}+${N}`]);
  });

  it('are single pages where nothing is free in one piece', () => {
    const session = start();
    // Of boot memory one page in each chunk stays free.
    for (const [at] of Array.from({ length: S / V }, (_, chunk) => [chunk * V]))
      act(session, { op: 'occupy', pages: { block: 0, first: at as number, nr: V - 1 }, use: 'kernel' });
    expect(act(session, add('d0', 0))).toBe(0);
    expect(framesOf(session)).toEqual(Array.from({ length: V }, (_, chunk) => `${chunk * V + V - 1}+1`));
  });

  it('are in what has been online longest, whatever its address', () => {
    const session = start();
    act(session, add('d0', 1), add('d1', 1), { op: 'online_kernel', block: 5 }, { op: 'online_kernel', block: 4 });
    act(session, add('d2', 1));
    expect(framesOf(session)).toEqual([`0+${2 * V}`, `${S + N}+${V}`]);
  });

  it('all go back when there are too few', () => {
    const session = start();
    act(session, { op: 'occupy', pages: { block: 0, first: 0, nr: S - V + 1 }, use: 'kernel' });
    const before = free(session, 0, 2);
    expect(before).toBe(V - 1);
    expect(act(session, add('d0', 0))).toBe(-ENOMEM);
    expect([framesOf(session), free(session, 0, 2)]).toEqual([[], before]);
  });
});

it('a page that holds a memmap is one the kernel cannot do without', () => {
  const session = start();
  act(session, add('d0', 1));
  expect(session.k.memory_failure(0)).toBe(-EBUSY);
});
