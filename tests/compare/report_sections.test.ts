import { expect, test } from 'vitest';
import { reportClaims, reportGrowth } from '../../harness/compare/report_sections.ts';
import type { Growth } from '../../harness/cost/growth.ts';
import type { DecidedClaim, Look } from '../../harness/types/claim.ts';

const look = (what: string): Look => ({ fixture: 'f/1', step: 1, what, value: '1', wanted: '1', holds: true });
const decided: DecidedClaim = {
  claim: {
    id: 'L01',
    claim: 'it is so',
    said: [{ by: 'somebody', messageId: 'id@host', known: 'read' }],
    kind: 'fact',
    thread: { says: 'holds', how: '' },
    cases: [],
    wouldRefute: '',
    line: 1,
  },
  verdict: 'confirmed for a',
  facts: '',
  designs: [
    { design: 'a', claimed: true, verdict: 'confirmed', looks: [look('of a')], missing: [], replay: undefined },
    { design: 'elsewhere', claimed: true, verdict: 'refuted', looks: [look('x')], missing: [], replay: undefined },
  ],
  fixtures: [{ fixture: 'f/1', steps: [1, 2] }],
  thread: 'right',
  reason: undefined,
};

test('a claim has the verdicts of all designs, and the looks of those that are compared', () => {
  const [claim] = reportClaims([decided], ['a', 'b'], (id) => `link to ${id}`);
  expect(claim).toEqual({
    id: 'L01',
    verdict: 'confirmed for a',
    byDesign: { a: 'confirmed', elsewhere: 'refuted' },
    fixtures: ['f/1'],
    claim: 'it is so',
    facts: '',
    said: [{ by: 'somebody', messageId: 'id@host', link: 'link to id@host' }],
    thread: 'right',
    looks: [{ design: 'a', ...look('of a') }],
  });
});

test('a reason is told where there is one', () => {
  expect(reportClaims([{ ...decided, reason: 'why' }], [], String)[0]).toMatchObject({ reason: 'why', looks: [] });
});

const law = (design: string, counter: string, exponent: number): Growth => {
  const place = { operation: 'offline', counter, design, variable: 'block size' } as const;
  return { ...place, exponent, r2: 1, from: 1, to: 2, sentence: 'not in a report' };
};

test('growth is told of counters whose growth the designs disagree on, of all designs', () => {
  const growth = [
    law('a', 'span probes', 0),
    law('a', 'notifier calls', 1),
    law('b', 'span probes', 1),
    law('b', 'notifier calls', 1),
  ];
  const told = reportGrowth(growth);
  expect(told.map(({ design, counter, exponent }) => [design, counter, exponent])).toEqual([
    ['a', 'span probes', 0],
    ['b', 'span probes', 1],
  ]);
  expect(told[0]).not.toHaveProperty('sentence');
});
