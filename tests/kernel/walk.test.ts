import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootSession } from '../../harness/run/session.ts';
import { quietly } from '../../harness/state/counters.ts';
import type { Action } from '../../harness/types/scenario.ts';
import { smallMachine, step } from './machine.ts';

const designs = [
  'unpatched',
  'oscar@v5',
  'michal@pfn-section',
  'michal@pfn-block',
  'michal@mark-section-online',
  'david@v10',
];
const blocks = [4, 5, 6];
const operation = fc.oneof(
  fc.constantFrom<Action[]>(...blocks.map((block) => [{ op: 'online_movable', block }] as Action[])),
  fc.constantFrom<Action[]>(...blocks.map((block) => [{ op: 'online_kernel', block }] as Action[])),
  fc.constantFrom<Action[]>(...blocks.map((block) => [{ op: 'offline', block }] as Action[])),
);

describe('a walk over runs of equal pages', () => {
  it.each(designs)('finds on %s what a walk over every page finds, and counts as much', (design) => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 6 }), fc.nat(63), fc.nat(3), (operations, from, which) => {
        const session = bootSession(smallMachine(), `linux@5.12+${design}`);
        session.step(step(...blocks.map((_, i): Action => ({ op: 'add', dimm: `d${i}`, pages: 64, node: 1 }))));
        for (const actions of operations) session.step(step(...actions));
        const { k } = session;
        if (session.fault) return;
        const start = 256 + from;
        const strides = [1, 8, 16, 3];
        const stride = strides[which] ?? 1;
        const holds = (pfn: number) => k.pfn_to_online_page(pfn) !== null;
        const plainly = () => {
          for (let pfn = start; pfn < 448; pfn += stride) if (holds(pfn)) return pfn;
          return undefined;
        };
        let byRuns: number | undefined;
        let byPages: number | undefined;
        const workByRuns = k.counters.measure(() => {
          byRuns = k.first_pfn(start, 448, stride, holds);
        });
        const workByPages = k.counters.measure(() => {
          byPages = plainly();
        });
        expect([byRuns, workByRuns]).toEqual([byPages, workByPages]);
        const backwards = quietly(k, () => k.last_pfn(256, start, stride, holds));
        let expected: number | undefined;
        for (let pfn = start; pfn >= 256 && expected === undefined; pfn -= stride)
          if (quietly(k, () => holds(pfn))) expected = pfn;
        expect(backwards).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
