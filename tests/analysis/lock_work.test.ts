import { expect, test } from 'vitest';
import { lockWorkText } from '../../harness/analysis/lock_work.ts';
import type { OperationWork } from '../../harness/analysis/work.ts';
import { withoutLock } from '../../harness/state/counters.ts';

const under = 'work under mem_hotplug_lock';

test('work done without the lock is not saved: what belongs under it is summed wherever it is done', () => {
  const work: OperationWork[] = [
    { operation: 'add', steps: 1, byDesign: { unpatched: { [under]: 100 }, a: { [under]: 90, [withoutLock]: 10 } } },
    { operation: 'online', steps: 1, byDesign: { unpatched: { [under]: 100 }, a: { [under]: 300 } } },
  ];
  // 90 + 10 + 300 against 200; 10 of 400 is 2.5%.
  expect(lockWorkText('unpatched', work, ['a'])).toBe(
    'Work that belongs under mem_hotplug_lock against unpatched: a 2.0x more, 2.5% of it without the lock.',
  );
});

test('nothing is said where the reference does none', () => {
  expect(lockWorkText('unpatched', [], ['a'])).toBe('');
});
