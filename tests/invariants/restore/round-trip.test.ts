import { expect, test } from 'vitest';
import roundTripInvariant from '../../../harness/invariants/restore/round-trip.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

const roundTrip = () => atRest([plug(4), movable(4), offline(4), { op: 'remove', dimm: 'd4' }]);

test('a machine that got and lost a DIMM is as it was', () => {
  expect(roundTrip().told(roundTripInvariant)).toBeUndefined();
});

test('what is left is told, beside what was there at boot', () => {
  const m = roundTrip();
  m.zone('Normal').present_pages = 255;
  expect(m.told(roundTripInvariant)).toMatchObject({
    message: 'everything added is gone and present pages of 0:Normal is 255 (at boot: 256)',
    where: 'present pages of 0:Normal',
  });
});

test('what more there is, is counted', () => {
  const m = roundTrip();
  m.zone('Normal').present_pages = 255;
  m.zone('Normal').managed_pages = 255;
  expect(m.told(roundTripInvariant)?.message).toMatch(/, 1 more\)$/);
});

test('while a block is there nothing has to be as at boot', () => {
  const m = atRest([plug(4), movable(4)]);
  expect(m.told(roundTripInvariant)).toBeUndefined();
});

test('nor once a boot block is gone', () => {
  const m = roundTrip();
  m.k.memory_blocks.delete(3);
  expect(m.told(roundTripInvariant)).toBeUndefined();
});
