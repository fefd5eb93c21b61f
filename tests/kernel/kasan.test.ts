import { describe, expect, it } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import { smallMachine, step } from './machine.ts';

const withKasan = () => {
  const machine = smallMachine();
  return { ...machine, config: { ...machine.config, kasan: true } };
};

/** Block 4 on node 1, online; its first page holds its memmap. */
const online = (design: string) => {
  const session = bootSession(withKasan(), `linux@5.12+${design}`);
  session.step(step({ op: 'add', dimm: 'd0', pages: 64, node: 1 }, { op: 'online_movable', block: 4 }));
  return session;
};

describe('a kernel with KASAN', () => {
  // kernel/power/Makefile: KASAN_SANITIZE_snapshot.o := n, in 5.10 and in 6.1.
  it('hibernates over memmap that has no shadow', () => {
    const session = online('michal@reserve');
    expect(session.k.maps.kasan_shadow.get(256)).toBe('none');
    expect(session.step(step({ op: 'hibernate' })).ret).toBe(0);
  });

  // A KASAN kernel with the reservation built in ran add, online and offline without a report.
  it('adds, onlines and offlines without a shadow for the memmap', () => {
    const session = online('michal@reserve');
    expect(session.step(step({ op: 'offline', block: 4 })).ret).toBe(0);
    expect(session.fault).toBeUndefined();
  });

  // kernel/debug/kdb/kdb_support.c:kdb_getphys is a memcpy() from the direct map.
  it.each([
    ['michal@reserve', 'oops'],
    ['david@v8', 0],
    ['oscar@v5', 0],
  ])('lets the debugger read an online block of %s: %s', (design, ret) => {
    expect(online(design).step(step({ op: 'walk', walker: 'kdb', block: 4 })).ret).toBe(ret);
  });

  it('takes the shadow of an offlined block away from the debugger, whatever the design', () => {
    const session = online('unpatched');
    session.step(step({ op: 'offline', block: 4 }));
    expect(session.step(step({ op: 'walk', walker: 'kdb', block: 4 })).ret).toBe('oops');
  });

  // kasan_mem_notifier(): no vmalloc area is found for what kasan_init() mapped, and shadow_mapped() finds it again.
  it('neither frees nor allocates the shadow of boot memory', () => {
    const { k } = bootSession(withKasan(), 'linux@5.12');
    const arg = { start_pfn: 192, nr_pages: 64, status_change_nid: -1, status_change_nid_normal: -1 };
    k.kasan_mem_notifier('MEM_OFFLINE', arg);
    expect(k.maps.kasan_shadow.get(192)).toBe('real');
    const work = k.counters.measure(() => k.kasan_mem_notifier('MEM_GOING_ONLINE', arg));
    expect(work).not.toHaveProperty('kasan shadow pages allocated');
  });
});
