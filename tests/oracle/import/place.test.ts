import { expect, test } from 'vitest';
import { placed, type ToPlace } from '../../../harness/oracle/import/place.ts';
import type { Action, Machine } from '../../../harness/types/scenario.ts';

/** Blocks of 128 MiB, the first DIMM at 6 GiB: pfn 1572864. */
const first = 1572864;
const N = 32768;
const machine = { firstHotPfn: first, pagesPerSubsection: 512, pagesPerBlock: N } as Machine;

const add = (dimm: string, at?: number): Action => ({
  op: 'add',
  dimm,
  pages: N,
  node: 0,
  ...(at === undefined ? {} : { at }),
});
const remove = (dimm: string): Action => ({ op: 'remove', dimm });
const step = (actions: Action[], result?: string, landed?: number): ToPlace => ({ actions, result, landed });
const places = (...steps: ToPlace[]): (number | string)[] =>
  placed(steps, machine).flatMap((actions) => actions.map((action) => (action.op === 'add' ? action.at! : action.op)));

test('a DIMM lands behind the ones before it, and in the gap of one that went', () => {
  expect(places(step([add('d0'), add('d1')]), step([remove('d0')], 'accepted'), step([add('d2')]))).toEqual([
    first,
    first + N,
    'remove',
    first,
  ]);
});

test('a DIMM whose removal was refused keeps its place', () => {
  expect(places(step([add('d0')]), step([remove('d0')], 'refused'), step([add('d1')]))).toEqual([
    first,
    'remove',
    first + N,
  ]);
});

test('where the recorder was told the address, that is the place', () => {
  expect(places(step([add('d0'), add('d1')], 'accepted', first + 7 * N))).toEqual([first, first + 7 * N]);
});

test('an address that was asked for is the place', () => {
  expect(places(step([add('d0', first + 3 * N)], 'accepted'))).toEqual([first + 3 * N]);
});

test('a DIMM of a known name that was accepted is another one, in the place of the first', () => {
  expect(places(step([add('d0')]), step([add('d0')], 'accepted'))).toEqual([first, first]);
});

test('what QEMU refuses by itself is no action', () => {
  expect(places(step([add('d0')]), step([add('d0')]), step([remove('d9')]))).toEqual([first]);
});
