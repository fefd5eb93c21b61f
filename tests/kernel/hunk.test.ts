import { expect, test } from 'vitest';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { Action } from '../../harness/types/scenario.ts';
import { machines } from '../corpus/machines.ts';
import { step } from './machine.ts';

const machine = machines.get('x86-64-128M')!;
const block = machine.firstHotPfn / machine.pagesPerBlock;
const add: Action = { op: 'add', dimm: 'd0', pages: machine.pagesPerBlock, node: 0 };
const online: Action = { op: 'online_movable', block };
const offline: Action = { op: 'offline', block };

function run(define: LinkPatch['define'][], ...actions: Action[]) {
  const patches = define.map((each, at): LinkPatch => ({ id: `p${at}`, define: each }));
  const session = bootSession(machine, 'linux@5.12+unpatched', { patches });
  return { session, rets: actions.map((action) => session.step(step(action)).ret) };
}

/** offline_pages() that is told -EBUSY (16) where it asks for it. */
const refused: LinkPatch['define'] = (_k, _base, hunk) => ({
  offline_pages: (pfn: number, nr_pages: number) => hunk('offline_pages', { memory_notify: () => -16 })(pfn, nr_pages),
});

test('a call is replaced in the function that the hunk is in, and in no other', () => {
  const { rets, session } = run([refused], add, online, offline);
  expect(rets).toEqual([0, 0, -16]);
  // Neither GOING_OFFLINE nor its CANCEL went out: those of onlining did.
  expect(session.k.notifications.map(({ event }) => event)).toEqual(['MEM_GOING_ONLINE', 'MEM_ONLINE']);
});

test('what is around the call stays as it was: the lock is dropped on the way out', () => {
  expect(run([refused], add, online, offline).session.k.locks).toEqual([]);
});

test('hunks of two patches in one function add up, whichever comes first', () => {
  const counted: string[] = [];
  const counts: LinkPatch['define'] = (k, _base, hunk) => ({
    offline_pages: (pfn: number, nr_pages: number) =>
      hunk('offline_pages', {
        start_isolate_page_range(start: number, end: number) {
          counted.push('isolated');
          return k.start_isolate_page_range(start, end);
        },
      })(pfn, nr_pages),
  });
  expect(run([refused, counts], add, online, offline).rets[2]).toBe(-16);
  expect(run([counts, refused], add, online, offline).rets[2]).toBe(-16);
  expect(counted).toEqual(['isolated', 'isolated']);
});

test('where two hunks replace one call the later patch is asked by the earlier one', () => {
  const one =
    (what: number): LinkPatch['define'] =>
    (k, _base, hunk) => ({
      valid_zones_show: (mem: object) =>
        hunk('valid_zones_show', {
          zone_for_pfn_range(type: 0, nid: number, pfn: number, nr_pages: number) {
            asked.push(what);
            return k.zone_for_pfn_range(type, nid, pfn, nr_pages);
          },
        })(mem),
    });
  const asked: number[] = [];
  const { session } = run([one(1), one(2)], add);
  // The look after the step read the file too.
  asked.length = 0;
  session.k.valid_zones_show(session.k.memory_blocks.get(block)!);
  // Three zones are asked for, the default, the kernel's and the movable one.
  expect(asked).toEqual([1, 2, 1, 2, 1, 2]);
});

test('what a function with hunks writes is the machine’s', () => {
  const same: LinkPatch['define'] = (_k, _base, hunk) => ({
    emptyIsolatedRange: (start: number, end: number) => hunk('emptyIsolatedRange', {})(start, end),
  });
  const { rets, session } = run([same], add, online, { op: 'signal' }, offline);
  expect([rets[3], session.k.signal_pending]).toEqual([-4, false]);
});

test('the function below is noted as run too, so that its evidence counts', () => {
  const ran = [...run([refused], add, online, offline).session.ran.keys()];
  expect(ran).toContain('mm/memory_hotplug/offline:offline_pages');
  expect(ran).toContain('mm/memory_hotplug/offline:offline_pages@p0');
});

test('a hunk in a function that is not there is an error that names it', () => {
  const nowhere: LinkPatch['define'] = (_k, _base, hunk) => ({ online_pages: hunk('nowhere', {}) });
  expect(() => run([nowhere])).toThrow('a hunk in nowhere()');
});
