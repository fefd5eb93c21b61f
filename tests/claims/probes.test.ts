import { expect, test } from 'vitest';
import { runWithProbes } from '../../harness/claims/runs.ts';
import { fixtures } from './real.ts';

const run = (id: string, design: string) =>
  runWithProbes(fixtures.find((fixture) => fixture.id === `claims/${id}`)!, `linux@5.12+${design}`).steps;

test('frames are those that hold the block’s own memmap', () => {
  expect(run('life-of-a-block', 'oscar@v5')[0]?.observation['frames']).toEqual({ '1572864+512': 1 });
  expect(run('life-of-a-block', 'unpatched')[0]?.observation['frames']).toEqual({});
});

test('writes without the lock are counted in the step that makes them', () => {
  const unlocked = run('life-of-a-block', 'david@v10').map(({ observation }) => observation['unlocked']?.['pages']);
  expect(unlocked).toEqual([0, 512, 512, 512, 512, 0]);
  expect(run('life-of-a-block', 'david@v6.7')[1]?.observation['unlocked']).toEqual({ pages: 0, span: 0, present: 0 });
});

test('a reader races only for pages that it could find before the lock was given up', () => {
  const poisoned = (id: string, design: string) => run(id, design)[2]?.observation['race']?.['poisoned'];
  expect(poisoned('life-of-a-full-section', 'david@v10')).toBe(32768);
  expect(poisoned('life-of-a-block', 'david@v10')).toBe(0);
  expect(poisoned('life-of-a-full-section', 'david@v6.7')).toBe(0);
});

test('the notifier’s ranges are those of the step', () => {
  expect(run('life-of-a-block', 'david@v10')[1]?.observation['notified']).toEqual({
    '1573376+32256': 'MEM_GOING_ONLINE',
  });
  expect(run('life-of-a-block', 'oscar@v5')[1]?.observation['notified']).toEqual({
    '1572864+32768': 'MEM_GOING_ONLINE',
  });
});
