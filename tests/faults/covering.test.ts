import { expect, test } from 'vitest';
import { accompanied, type Cause, nobodys, type Symptom } from '../../harness/faults/covering.ts';
import type { Candidate } from '../../harness/faults/exchanges.ts';
import type { Fixture } from '../../harness/types/scenario.ts';

const symptom = (invariant: string, fixtures: string[], where = 'zone 1:Normal'): Symptom => ({
  signature: `${invariant} ${where}`,
  seen: fixtures.map((id) => ({
    fixture: { id } as Fixture,
    sighting: {
      violation: { invariant, class: 'hygiene', step: 1, message: '', where, claims: [] },
      writer: { chain: [], locks: [] },
    },
  })),
});
const exchange: Candidate = { kind: 'below', name: 'f as before', functions: ['f'], layers: [] };
const cause = (name: string, symptoms: Symptom[], candidate?: Candidate): Cause => ({
  function: name,
  candidate,
  symptoms,
});
const told = (causes: Cause[]) =>
  Object.fromEntries(
    causes.map((each) => [each.function, each.symptoms.map(({ signature }) => signature.split(' ')[0])]),
  );

test('an expectation that nothing clears comes of what is wrong in most of its scenarios', () => {
  const some = cause('some', [symptom('span/zone-edges', ['a'])], exchange);
  const most = cause('most', [symptom('nodes/node-state', ['a', 'b'])], exchange);
  const left = cause('left', [symptom('expectation', ['a', 'b'])]);
  expect(told(accompanied([some, most, left]))).toEqual({
    some: ['span/zone-edges'],
    most: ['nodes/node-state', 'expectation'],
  });
});

test('of two that show in the same scenarios it comes of the one about the same object', () => {
  const other = cause('other', [symptom('span/zone-edges', ['a'], 'zone 0:Movable')], exchange);
  const same = cause('same', [symptom('nodes/node-state', ['a'], 'node 1')], exchange);
  const left = cause('left', [symptom('expectation', ['a'], 'node.memory 1')]);
  expect(told(accompanied([other, same, left]))).toEqual({
    other: ['span/zone-edges'],
    same: ['nodes/node-state', 'expectation'],
  });
});

test('one that an exchange clears is a cause of its own', () => {
  const other = cause('other', [symptom('span/zone-edges', ['a'])], exchange);
  const own = cause('own', [symptom('expectation', ['a'])], { ...exchange, functions: ['own'] });
  expect(told(accompanied([other, own]))).toEqual({ other: ['span/zone-edges'], own: ['expectation'] });
});

test('what shares no scenario with anything stays alone', () => {
  const other = cause('other', [symptom('span/zone-edges', ['a'])], exchange);
  const nobody = cause(nobodys, [symptom('locks/released', ['b'])]);
  expect(told(accompanied([other, nobody]))).toEqual({ other: ['span/zone-edges'], [nobodys]: ['locks/released'] });
});
