import { describe, expect, test } from 'vitest';
import { mutationScore } from '../../harness/mutants/by_recordings.ts';
import { explanations } from '../../harness/mutants/explained.ts';
import { mutantsOf } from '../../harness/mutants/rules.ts';
import { watchReplays } from '../../harness/mutants/watch.ts';
import { recordings } from '../oracle/recordings.ts';

describe('mutants of the model', () => {
  test('one in forty: the recordings contradict them, or it is known why not', () => {
    const { total, killed, mutants } = mutationScore(recordings, 7, 40);
    expect(mutants.filter(({ status }) => status === 'survived')).toEqual([]);
    expect(total).toBeGreaterThanOrEqual(8);
    expect(killed / total).toBeGreaterThan(0.5);
  });

  test('are more than fifty', () => {
    expect(mutantsOf(watchReplays(recordings.slice(0, 12))).length).toBeGreaterThan(50);
  });

  test('are only explained where there are such functions', () => {
    const names = new Set(watchReplays(recordings).map(({ id }) => id.split(':')[1]));
    for (const { functions } of explanations) for (const name of functions) expect(names).toContain(name);
  });
});
