import { expect, test } from 'vitest';
import { lazily } from '../../harness/analysis/lazily.ts';

test('a member is worked out when it is asked for, once, from the others', () => {
  const worked: string[] = [];
  const whole = lazily<{ one: number; two: number; three: number }>({
    one: () => worked.push('one'),
    two: ({ one }) => worked.push('two') + one,
    three: () => worked.push('three'),
  });
  expect([whole.two, whole.two]).toEqual([3, 3]);
  expect(worked).toEqual(['one', 'two']);
});
