import { expect, test } from 'vitest';
import { type Asking, saidByOf } from '../../harness/claims/said_by.ts';
import type { Claim } from '../../harness/types/claim.ts';
import type { Fault } from '../../harness/types/fault.ts';
import { faultIn } from '../fault_in.ts';
import { base, claims, source } from './real.ts';

const designs = ['unpatched', 'oscar@v5', 'michal@pfn-block', 'david@v10'];
const asking: Asking = { claims, source, base, designs };
const fixture = 'claims/life-of-a-full-section';
/** v10 takes the memmap of a full section down without mem_hotplug_lock, which a scanner notices. */
const unlocked: Fault = faultIn('memory_block_online', ['david@v10'], 'crash', [], {
  of: 'david@v10',
  seenIn: [fixture],
  seen: [{ fixture, design: 'david@v10', step: 2, invariants: ['locks/reader-keeps-pages'] }],
  invariants: { 'locks/reader-keeps-pages': 1 },
  exchange: { kind: 'mend', name: 'repair:under-lock', functions: ['memory_block_online', 'memory_block_offline'] },
});
const said = (fault: Fault, changes: Partial<Asking> = {}): Record<string, string[]> =>
  Object.fromEntries(saidByOf([fault], { ...asking, ...changes })[fault.id]!.map(({ claim, by }) => [claim, by]));
const changed = (id: string, changes: Partial<Claim>): Claim[] =>
  claims.map((claim) => (claim.id === id ? { ...claim, ...changes } : claim));

test('a claim whose look comes out otherwise without the fault states it', () => {
  expect(said(unlocked)).toEqual({ L54: ['Sumanth Korikkar'] });
});

test('an exchange that changes nothing of the look says that it is another fault', () => {
  const exchange = { kind: 'mend', name: 'repair:zone-edge', functions: ['mhp_deinit_memmap_on_memory'] } as const;
  expect(said({ ...unlocked, exchange: { ...exchange, functions: [...exchange.functions] } })).toEqual({});
});

test('a claim about a scenario that does not show the fault says nothing of it', () => {
  expect(said({ ...unlocked, seen: [] })).toEqual({});
});

test('a claim about something else than what is broken says nothing of it', () => {
  const seen = [{ ...unlocked.seen[0]!, invariants: ['span/zone-edges'] }];
  expect(said({ ...unlocked, seen })).toEqual({});
});

test('what every design does is no fault of one', () => {
  expect(said(unlocked, { designs: ['david@v10', 'david@v9'] })).toEqual({});
});

test('a claim that fell in the thread is nobody’s word for a fault', () => {
  const [L54] = claims.filter(({ id }) => id === 'L54');
  const fell = changed('L54', { thread: { ...L54!.thread, says: 'fails' } });
  expect(said(unlocked, { claims: fell })).toEqual({});
});

test('who denied a claim said so where it comes out against it', () => {
  const hidden = 'visibility/visible-pages-initialised';
  const marked = faultIn('add_memory_resource', ['michal@mark-section-online'], 'crash', [], {
    of: 'michal@mark-section-online',
    seen: [
      {
        fixture: 'claims/hibernate-offline-block',
        design: 'michal@mark-section-online',
        step: 0,
        invariants: [hidden],
      },
    ],
    invariants: { [hidden]: 1 },
  });
  expect(said(marked)).toEqual({ L40: ['David Hildenbrand'] });
});
