import { expect, test } from 'vitest';
import { pageTrace, statesIn } from '../../harness/render/html/page_trace.ts';
import type { Trace } from '../../harness/types/trace.ts';

const states: Trace['states'] = [
  { result: { step: 0 }, 'zone.present': { '0:Movable': 0 } },
  { result: { step: 0 }, 'zone.present': { '0:Movable': 5 } },
  { notifier: {} },
];
const machine = { id: 'small' } as Trace['machine'];
const page = pageTrace({ fixture: 'f', machine, states, byDesign: { b: [0, 2], a: [0, 1] } }, ['a', 'b', 'c']);

test('the states come back as they were seen, without the fields that they do not have', () => {
  expect(statesIn(page)).toEqual(states);
});

test('a value that stays is there once', () => {
  expect(Object.fromEntries(page.fields)['result']).toEqual([{ step: 0 }]);
});

test('states are told in the order of the designs', () => {
  expect(page.byDesign).toEqual([[0, 1], [0, 2], []]);
});
