import { describe, expect, test } from 'vitest';
import { decisive } from '../../harness/oracle/decisive.ts';

const [inject, offline, add] = [{ op: 'inject' }, { op: 'offline' }, { op: 'add' }];

describe('the operation whose result is that of its step', () => {
  test('is the last', () => {
    expect(decisive([add, inject, offline])).toBe(offline);
    expect(decisive([inject])).toBe(inject);
    expect(decisive([])).toBeUndefined();
  });

  test('is the one that is no inject, where an injected error is taken back at the end', () => {
    expect(decisive([inject, offline, { op: 'inject' }])).toBe(offline);
  });

  test('is none where several could be meant', () => {
    expect(decisive([add, offline, inject])).toBeUndefined();
  });
});
