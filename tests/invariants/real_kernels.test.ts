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

describe('no invariant is violated by', () => {
  const released = recordings.filter(({ as }) => as === 'linux@6.1' || as === 'linux@6.12');
  test.each(released.map((recording) => [recording.id, recording] as const))('%s', (_, recording) => {
    expect(judged(recording)).toEqual([]);
  });
});

test('a real kernel with a design built in shows what the invariants find in the design', () => {
  const basic = recordings.find(({ id }) => id === 'built-B3a/basic')!;
  const found = judged(basic).map(({ invariant }) => invariant);
  expect(found).toContain('visibility/visible-pages-initialised');
  expect(found).toContain('visibility/offline-pages-hidden');
});
