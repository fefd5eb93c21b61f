import { expect, test } from 'vitest';
import { judgeRecording } from '../../../harness/oracle/judge/result.ts';
import type { Recording } from '../../../harness/oracle/recording.ts';
import { play } from '../../../harness/oracle/replay.ts';
import { checkInvariants } from '../../../harness/run/invariants.ts';
import { bootSession } from '../../../harness/run/session.ts';
import type { NotSeen, Violation } from '../../../harness/types/result.ts';
import type { Fixture } from '../../../harness/types/scenario.ts';
import { recordings } from '../recordings.ts';

/** The steps of a recording as a fixture that expects nothing. */
const fixtureOf = ({ steps }: Recording): Fixture =>
  ({
    steps: steps.slice(1).map(({ title, actions }) => ({ title, actions, line: 0, column: 0 })),
  }) as unknown as Fixture;

function ofModel(recording: Recording): Violation[] {
  const session = bootSession(recording.machine, recording.as);
  const checks = checkInvariants(session, []);
  return recording.steps.flatMap((step, index) => {
    checks.before(index - 1, { title: step.title, actions: step.actions, line: 0, column: 0 });
    const observation = play(session, step);
    const done = { title: step.title, actions: step.actions, line: 0, column: 0 };
    return checks.after(index - 1, done, { title: '', ret: 0, rets: [], observation, counters: {} });
  });
}

const ids = (list: readonly (Violation | NotSeen)[]): string[] => [...new Set(list.map((each) => each.invariant))];
const stock = recordings.filter(({ kernel: { name }, steps }) => {
  return (name === 'cloud61' || name === 'cloud612') && steps.every(({ during }) => during === undefined);
});

test("what goes wrong on Debian's kernels is what goes wrong with the model of them", { timeout: 600_000 }, () => {
  expect(stock.length).toBeGreaterThan(100);
  const wrong = stock.flatMap((recording) => {
    const { violations, notSeen } = judgeRecording(recording, fixtureOf(recording));
    const model = ids(ofModel(recording));
    const seen = ids(violations);
    const unsure = ids(notSeen);
    return [
      ...seen.filter((id) => !model.includes(id)).map((id) => `${recording.id}: ${id} on the kernel alone`),
      ...model
        .filter((id) => !seen.includes(id) && !unsure.includes(id))
        .map((id) => `${recording.id}: ${id} on the model alone`),
    ];
  });
  expect(wrong).toEqual([]);
});

test('kernels with a design built in show its faults', () => {
  const built = (id: string): string[] => {
    const recording = recordings.find((each) => each.id === id)!;
    return ids(judgeRecording(recording, fixtureOf(recording)).violations);
  };
  // present_pages grows by the block and again by its memmap (the poc adjusts it on its own).
  expect(built('built61-david-poc/plain_cycle')).toContain('span/present-within-span');
  // The memmap is reserved in the zone of the first onlining, and stays there.
  expect(built('built61-michal-reserve/gap_reused_mom1')).toContain('span/one-zone');
});

test('a kernel that dies of a step is an oops at that step', () => {
  const recording = recordings.find(({ id }) => id === 'built61-michal-offset-only/plain_cycle')!;
  const run = judgeRecording(recording, fixtureOf(recording));
  expect(run.verdict).toBe('oops');
  expect(run.violations.find(({ invariant }) => invariant === 'oops')).toMatchObject({ class: 'crash', step: 2 });
  expect(run.failure?.message).toMatch(/^BUG: unable to handle page fault/);
});
