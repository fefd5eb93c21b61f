import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SECTION_IS_ONLINE, zoneKey } from '../../harness/kernel/include/mmzone.ts';
import type { Kernel } from '../../harness/kernel/link.ts';
import { checkInvariants } from '../../harness/run/invariants.ts';
import { bootSession } from '../../harness/run/session.ts';
import { openWalk, type WalkableMachine } from '../../harness/run/walk.ts';
import { IntervalMap } from '../../harness/state/interval_map.ts';
import type { Action, Step } from '../../harness/types/scenario.ts';
import { smallMachine } from '../kernel/machine.ts';

const stacks = [
  'linux@5.12+unpatched',
  'linux@5.12+david@v10',
  'linux@5.12+oscar@v5',
  'linux@5.12+michal@reserve-posted',
  'linux@5.12+michal@mark-after-offline',
  'linux@6.1+david@v10',
  'linux@6.12',
];
const machine = smallMachine();
const withTables = smallMachine({ config: { ...machine.config, kasan: true, page_ext: true } });

const one = (...actions: Action[]): Step => ({ title: actions[0]?.op ?? '', actions, line: 0, column: 0 });
const blocks = [4, 5, 6];
const steps: Step[] = [
  ...blocks.flatMap((block): Step[] => [
    one({ op: 'add', dimm: `d${block}`, pages: 64, node: 0, at: block * 64 }),
    one({ op: 'online_kernel', block }),
    one({ op: 'online_movable', block }),
    one({ op: 'offline', block }),
    one({ op: 'remove', dimm: `d${block}` }),
    one({ op: 'occupy', pages: { block, first: 20, nr: 4 }, use: 'movable' }),
    one({ op: 'memory_failure', page: { block, first: 30, nr: 1 } }),
  ]),
  one({ op: 'offline', block: 3 }),
  one({ op: 'online', block: 3 }),
  one({ op: 'inject', action: 'MEM_GOING_ONLINE', errno: -16 }),
  one({ op: 'inject', action: 'MEM_GOING_OFFLINE', errno: -16 }),
  one({ op: 'inject', action: 'MEM_GOING_ONLINE', errno: 0 }),
  one({ op: 'inject', action: 'MEM_GOING_OFFLINE', errno: 0 }),
  one({ op: 'fail', function: 'add_memory_block', errno: -12, times: 1 }),
  one({ op: 'fail', function: 'start_isolate_page_range', errno: -16, times: 1 }),
  one({ op: 'signal' }),
  one({ op: 'hibernate' }),
  one({ op: 'resume' }),
  one({ op: 'write', file: 'auto_online_blocks', value: 'online_movable' }),
];
const path = fc.array(fc.constantFrom(...steps), { maxLength: 14 });
const stackIds = fc.constantFrom(...stacks);

/** All of the state as plain values, read anew. */
function dump(k: Kernel): unknown {
  const plain = (value: unknown, inside: boolean): unknown => {
    if (value instanceof IntervalMap) return value.present();
    if (value instanceof Map) return [...value].sort().map(([key, each]) => [key, plain(each, true)]);
    if (Array.isArray(value)) return value.map((each) => plain(each, inside));
    if (typeof value !== 'object' || value === null) return value;
    if (inside && 'zone_start_pfn' in value) return zoneKey(value as never);
    const fields: Record<string, unknown> = {};
    for (const name in value) {
      const field = (value as Record<string, unknown>)[name];
      if (typeof field !== 'function') fields[name] = plain(field, true);
    }
    return fields;
  };
  const { journal: _, undo: __, counters: ___, machine: ____, release: _____, blockFields: ______, ...rest } = k;
  return [plain(rest, false), k.node_data.map(({ node_zones }) => node_zones.map((zone) => plain(zone, false)))];
}

/** Take the steps, and tell where the kernel died. */
function take(walk: WalkableMachine, path: readonly Step[]): boolean {
  return path.some((step) => walk.step(step).died !== undefined);
}

describe('a machine that can be walked', () => {
  test('is what it was at the mark, in every part of its state, when it went back', () => {
    fc.assert(
      fc.property(stackIds, path, path, fc.boolean(), (stack, there, further, tables) => {
        const walk = openWalk(tables ? withTables : machine, stack);
        if (take(walk, there)) return;
        const mark = walk.mark();
        const before = { state: dump(walk.k), seen: walk.observe(), hash: walk.hash(), rest: walk.restViolations() };
        for (const way of [further, [...further].reverse()]) {
          take(walk, way);
          walk.rewind(mark);
          expect(dump(walk.k)).toEqual(before.state);
        }
        expect({ seen: walk.observe(), hash: walk.hash(), rest: walk.restViolations() }).toMatchObject({
          seen: before.seen,
          hash: before.hash,
          rest: before.rest,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('has the hash of a machine that never went back, whatever it did in between', () => {
    fc.assert(
      fc.property(stackIds, path, path, fc.boolean(), (stack, there, away, tables) => {
        const walk = openWalk(tables ? withTables : machine, stack);
        for (const step of there) {
          const mark = walk.mark();
          take(walk, away);
          walk.hash();
          walk.rewind(mark);
          if (walk.step(step).died) return;
          walk.hash();
        }
        const straight = openWalk(tables ? withTables : machine, stack);
        take(straight, there);
        expect(walk.hash()).toBe(straight.hash());
      }),
      { numRuns: 60 },
    );
  });

  test('does what a recorded one does, and breaks the same invariants', () => {
    fc.assert(
      fc.property(stackIds, path, fc.boolean(), (stack, way, tables) => {
        const walk = openWalk(tables ? withTables : machine, stack);
        const session = bootSession(tables ? withTables : machine, stack);
        const checks = checkInvariants(session, []);
        const found = { lean: new Set<string>(), recorded: new Set<string>() };
        for (const [index, step] of way.entries()) {
          checks.before(index, step);
          const result = session.step(step);
          const { observation, rets } = result;
          const recorded = checks.after(index, step, result);
          const lean = walk.step(step);
          expect(lean.rets).toEqual(rets);
          expect(lean.died?.message).toBe(session.fault?.message);
          const { notifier, lookups: _, ...rest } = observation;
          expect(lean.notifier).toEqual(Object.values(notifier ?? {}));
          for (const { invariant } of recorded) found.recorded.add(invariant);
          for (const { invariant } of [...lean.violations, ...walk.restViolations()]) found.lean.add(invariant);
          if (lean.died) break;
          const { lookups: __, ...seen } = walk.observe();
          expect(seen).toEqual(rest);
        }
        expect([...found.lean].sort()).toEqual([...found.recorded].sort());
      }),
      { numRuns: 60 },
    );
  });

  test('has one hash for one state, and another for another', () => {
    const add = (block: number) => one({ op: 'add', dimm: `d${block}`, pages: 64, node: 0, at: block * 64 });
    const hashOf = (...way: Step[]) => {
      const walk = openWalk(machine, 'linux@5.12+david@v10');
      take(walk, way);
      return walk.hash();
    };
    expect(hashOf(add(4), add(5))).toBe(hashOf(add(5), add(4)));
    expect(hashOf(add(4))).not.toBe(hashOf(add(5)));
    const online = one({ op: 'online_movable', block: 4 });
    const offline = one({ op: 'offline', block: 4 });
    expect(hashOf(add(4), online, offline, online)).toBe(hashOf(add(4), online));
    expect(hashOf(add(4), online)).not.toBe(hashOf(add(4), one({ op: 'online_kernel', block: 4 })));
  });

  test('is dead until it goes back', () => {
    const walk = openWalk(machine, 'linux@5.12+michal@reserve-posted');
    const mark = walk.mark();
    const add = one({ op: 'add', dimm: 'd4', pages: 64, node: 0, at: 256 });
    expect(walk.step(add)).toMatchObject({ rets: [], died: { kind: 'oops' } });
    expect(walk.step(add).died).toBeDefined();
    expect(walk.restViolations()).toEqual([]);
    walk.rewind(mark);
    expect(walk.k.locks).toEqual([]);
    expect(walk.restViolations()).toEqual([]);
    expect(walk.step(one({ op: 'signal' })).died).toBeUndefined();
  });

  test('tells a listener of each write with what it changed and the locks that were held', () => {
    const walk = openWalk(machine, 'linux@5.12+unpatched');
    const told: string[] = [];
    walk.k.journal.listeners.push(({ object, start, end, locks }) => {
      if (object === 'mem_section' && walk.k.sections.get(4) & SECTION_IS_ONLINE)
        told.push(`${start}-${end} ${locks.join(' ')}`);
    });
    walk.step(one({ op: 'add', dimm: 'd4', pages: 64, node: 0, at: 256 }));
    walk.step(one({ op: 'online_movable', block: 4 }));
    expect(told).toEqual(['4-5 device_hotplug_lock device lock of memoryN mem_hotplug_lock']);
  });
});
