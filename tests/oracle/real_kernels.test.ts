import { describe, expect, test } from 'vitest';
import { conform } from '../../harness/oracle/conform.ts';
import { bootSession } from '../../harness/run/session.ts';
import { recordings } from './recordings.ts';

describe('the model does what real kernels did', () => {
  test.each(recordings.map((recording) => [`${recording.id} as ${recording.as}`, recording] as const))(
    '%s',
    (_, recording) => {
      const { compared, differences, stopped } = conform(recording, bootSession);
      expect(differences.slice(0, 5)).toEqual([]);
      expect(stopped).toBeUndefined();
      // One that ends with its kernel may be short; a look at a guest shows this many values at least.
      expect(compared).toBeGreaterThan(recording.steps.at(-1)?.observation['result']?.['step'] === 'oops' ? 30 : 100);
    },
  );

  test('in every field that a recording can show', () => {
    const compared: Record<string, number> = {};
    for (const recording of recordings) {
      for (const [field, counts] of Object.entries(conform(recording, bootSession).byField)) {
        compared[field] = (compared[field] ?? 0) + counts.compared;
      }
    }
    // Only zeros were ever seen, and zeros are not told.
    const neverSeen = Object.keys(compared).filter((field) => compared[field] === 0);
    expect(neverSeen).toEqual(['saveable.poisoned']);
  });

  test('and a stack that is not this kernel is found out', () => {
    const basic = recordings.find(({ id }) => id === 'built-A/basic')!;
    expect(conform(basic, bootSession, 'linux@6.1').different).toBeGreaterThan(0);
    expect(conform(basic, bootSession, 'linux@6.1+michal@reserve').different).toBeGreaterThan(0);
  });
});
