import { describe, expect, test } from 'vitest';
import type { Recording } from '../../harness/oracle/recording.ts';
import { play } from '../../harness/oracle/replay.ts';
import { checkInvariants } from '../../harness/run/invariants.ts';
import { bootSession } from '../../harness/run/session.ts';
import type { Violation } from '../../harness/types/result.ts';
import { recordings } from '../oracle/recordings.ts';

/** What the invariants say of a recorded scenario, played on the stack it was recorded from. */
function judged(recording: Recording): Violation[] {
  const session = bootSession(recording.machine, recording.as);
  const invariants = checkInvariants(session, []);
  const violations: Violation[] = [];
  let index = 0;
  const watched = {
    observe: () => session.observe(),
    step(step: Parameters<typeof session.step>[0]) {
      invariants.before(index, step);
      const result = session.step(step);
      violations.push(...invariants.after(index++, step, result));
      return result;
    },
  };
  for (const step of recording.steps) play(watched, step);
  expect(session.fault).toBeUndefined();
  return violations;
}

/** What released kernels themselves do wrong: 3.23 of docs/findings.md. */
const wrongInKernels: Record<string, string[]> = {
  ends_in_half_a_subsection: ['restore/round-trip'],
  nodes_share_a_subsection: ['restore/round-trip', 'span/present-within-span'],
};

describe('no invariant but what a finding tells is violated by', () => {
  const released = recordings.filter(({ as }) => as === 'linux@6.1' || as === 'linux@6.12');
  test.each(released.map((recording) => [recording.id, recording] as const))('%s', (_, recording) => {
    const wrong = new Set(judged(recording).map(({ invariant }) => invariant));
    expect([...wrong].sort()).toEqual(wrongInKernels[recording.id.split('/')[1]!] ?? []);
  });
});

test('a real kernel with a design built in shows what the invariants find in the design', () => {
  const basic = recordings.find(({ id }) => id === 'built-B3a/basic')!;
  const found = judged(basic).map(({ invariant }) => invariant);
  expect(found).toContain('visibility/visible-pages-initialised');
  expect(found).toContain('visibility/offline-pages-hidden');
});
