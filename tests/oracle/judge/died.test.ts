import { expect, test } from 'vitest';
import { recordingOf } from '../../../harness/oracle/import/import.ts';
import type { SourceStep } from '../../../harness/oracle/import/source.ts';
import { judgeRecording } from '../../../harness/oracle/judge/result.ts';
import type { Fixture } from '../../../harness/types/scenario.ts';
import { add, boot, online, source } from '../sources.ts';

const fixture = {
  steps: [
    { title: 'add d0', actions: [], line: 1, column: 1, expect: { ret: 0, fields: {} } },
    { title: 'online d0', actions: [], line: 2, column: 1, expect: { ret: 0, fields: {} } },
  ],
} as unknown as Fixture;

const judged = (steps: SourceStep[]) => judgeRecording(recordingOf(source(steps), 'made by hand'), fixture);

test('a guest that does not come back from a step is stuck in it', () => {
  const { verdict, violations } = judged([
    boot,
    add,
    { step: 'online d0', died: 'stuck', console: ['INFO: task hung'] },
  ]);
  expect(verdict).toBe('stuck');
  expect(violations).toContainEqual(expect.objectContaining({ invariant: 'stuck', class: 'crash', step: 1 }));
});

test('a guest that went away with a fault on its console is an oops', () => {
  const { verdict } = judged([boot, add, { step: 'online d0', died: 'oops', console: ['Kernel panic'] }]);
  expect(verdict).toBe('oops');
});

test('a step that fails and should not is a rejection at that step', () => {
  const refused: SourceStep = { ...online, result: { errno: -16 }, after: add.after! };
  const { verdict, violations } = judged([boot, add, refused]);
  expect(verdict).toBe('rejected');
  expect(violations).toContainEqual(
    expect.objectContaining({ invariant: 'expectation: rejected', step: 1, message: 'returned EBUSY, expected 0' }),
  );
});
