import { describe, expect, it } from 'vitest';
import { EBUSY, ENOMEM } from '../../harness/kernel/include/errno.ts';
import { bootSession, type Session } from '../../harness/run/session.ts';
import type { Action } from '../../harness/types/scenario.ts';
import { smallMachine, step } from './machine.ts';

/** N = 64 pages a block; V = 64 * 512 / 4096 = 8 frames for the memmap of one; hot memory begins at pfn 256, block 4. */
const N = 64;
const V = 8;
const S = 256;

/** Node 1 has neither memory nor processor; the feature is off. */
const machine = smallMachine({ config: { ...smallMachine().config, memmap_on_memory: 'off' } });
const start = (): Session => bootSession(machine, 'linux@5.12+unpatched');
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

describe.each([
  // 64 pages * 8 bytes are one page of table; an eighth of 64 pages is the shadow.
  ['page_ext table', { page_ext: true }, 1],
  ['KASAN shadow', { kasan: true }, N / 8],
] as const)('the %s of a block', (_, config, nr) => {
  const twoDimms = () => {
    const session = bootSession(
      smallMachine({ config: { ...machine.config, memmap_on_memory: 'on', ...config } }),
      'linux@5.12+oscar@v5',
    );
    act(session, add('d0', 1), add('d1', 1), { op: 'online_kernel', block: 4 }, { op: 'online_movable', block: 5 });
    return session;
  };
  const tables = ({ k }: Session) =>
    k.maps.page_use.present().flatMap(([from, to, use]) => (use === 'table' ? [`${from}+${to - from}`] : []));

  it('is kernel memory of its node, also where the block carries its memmap', () => {
    const session = twoDimms();
    // That of block 4 is in boot memory, that of block 5 in the first page of block 4 that is no memmap.
    expect(tables(session)).toEqual([`0+${nr}`, `${S + V}+${nr}`]);
    expect(act(session, { op: 'offline', block: 4 })).toBe(-EBUSY);
  });

  it('goes when the block goes offline', () => {
    const session = twoDimms();
    expect(act(session, { op: 'offline', block: 5 })).toBe(0);
    expect(tables(session)).toEqual([`0+${nr}`]);
    expect(act(session, { op: 'offline', block: 4 })).toBe(0);
    expect([tables(session), free(session, 0, 2)]).toEqual([[], S]);
  });
});

it('a scenario that releases what it took leaves the memmap where it is', () => {
  const session = start();
  act(session, add('d0', 1), { op: 'release', pages: { block: 0, first: 0, nr: S } });
  expect(framesOf(session)).toEqual([`0+${V}`]);
});

it('struct pages are lost with the frames that hold them, wherever those are', () => {
  const session = start();
  act(session, add('d0', 1));
  // Frame 1 holds struct pages 8 to 15 of the block: 4096 / 512 a frame.
  session.k.loseFrames(1, 2);
  expect(session.k.maps.memmap.runs(S, S + N).map(([from, to, content]) => [from - S, to - S, content])).toEqual([
    [0, 8, 'poison'],
    [8, 16, 'garbage'],
    [16, N, 'poison'],
  ]);
});
