import { expect, test } from 'vitest';
import { readFixture } from '../../harness/corpus/read_fixture.ts';
import type { Expectation } from '../../harness/types/scenario.ts';
import { machines } from './machines.ts';

function expectation(written: string): Expectation | undefined {
  const text = `title: t\nmachine: x86-64-128M\nsteps:\n  - add: d0\n  - add: d1\n    blocks: 4\n  - online: d0\n    expect: ${written}\n`;
  const { fixture, problems } = readFixture(text, 't/f', 'f.yaml', machines);
  expect(problems).toEqual([]);
  return fixture!.steps.at(-1)!.expect;
}

test.each([
  ['ok', 0],
  ['0', 0],
  ['EBUSY', 'EBUSY'],
  ['refused', 'refused'],
])('`expect: %s` speaks of the return value only', (written, ret) =>
  expect(expectation(written)).toEqual({ ret, fields: {} }),
);

test('fields can be expected without a return value', () => {
  expect(expectation('{ node.present: { 0: N } }')).toEqual({ fields: { 'node.present': { 0: 32768 } } });
});

test('figures take arithmetic, words do not', () => {
  expect(
    expectation('{ zone.managed: { 0:Movable: N - V }, block.valid_zones: { d0: Normal Movable } }')?.fields,
  ).toEqual({
    'zone.managed': { '0:Movable': 32256 },
    'block.valid_zones': { 48: 'Normal Movable' },
  });
});

test('a key of blocks may name several', () => {
  expect(expectation('{ block.state: { "d1[1..2]": offline } }')?.fields).toEqual({
    'block.state': { 50: 'offline', 51: 'offline' },
  });
});

test('a key of pages is a run, written as a reference, as arithmetic or as it is', () => {
  expect(expectation('{ page.online: { d1: 1, "S, V": 1, 1572871+1: 1 } }')?.fields).toEqual({
    'page.online': { '1605632+131072': 1, '1572864+512': 1, '1572871+1': 1 },
  });
});

test('a key of sections counts sections', () => {
  expect(expectation('{ section.flags: { d1: PRESENT } }')?.fields).toEqual({ 'section.flags': { '49+4': 'PRESENT' } });
});
