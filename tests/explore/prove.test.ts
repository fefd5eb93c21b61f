import { describe, expect, it } from 'vitest';
import { loadMachine } from '../../harness/corpus/load.ts';
import { designPairs } from '../../harness/explore/pairs.ts';
import type { DesignDifference, Proof } from '../../harness/explore/product.ts';
import { gathered, partingOf, proveOn, sharedDifferences } from '../../harness/explore/prove.ts';
import { handMade, spanned } from './hand_made.ts';

const difference = (kind: DesignDifference['kind'], ...steps: string[]): DesignDifference => ({
  kind,
  steps,
  path: [],
  after: [],
  a: {},
  b: {},
});

const proof = (machine: string, differences: DesignDifference[], more: Partial<Proof> = {}): Proof => ({
  a: 'a',
  b: 'b',
  machine,
  alphabet: 'default',
  compared: ['zones', 'notifier'],
  states: 4,
  complete: true,
  differences,
  ...more,
});

describe('when two designs part', () => {
  const machines = [
    proof('one', [difference('notifier', 'x')]),
    proof('two', [difference('notifier', 'x'), difference('zones', 'x', 'y')]),
    proof('three', [difference('zones', 'x', 'y', 'z')]),
  ];

  it('is after the fewest steps on any machine, and on how many machines at all', () => {
    expect(partingOf(machines, ['zones'])).toEqual({
      steps: 2,
      machines: ['two'],
      apartOn: ['two', 'three'],
      titles: ['x', 'y'],
      kind: 'zones',
    });
    expect(partingOf(machines, ['zones', 'notifier'])).toMatchObject({ steps: 1, machines: ['one', 'two'] });
  });

  it('is never, where everything was walked; and not known, where not', () => {
    expect(partingOf(machines, ['return'])).toBe('equal');
    expect(partingOf([...machines, proof('four', [], { complete: false, within: 3 })], ['return'])).toBe('unfinished');
  });
});

it('tells a difference once for all machines that show it in the same steps', () => {
  const machines = [
    proof('one', [difference('notifier', 'x')]),
    proof('two', [difference('notifier', 'x'), difference('zones', 'x')]),
    proof('three', [difference('notifier', 'y')]),
  ];
  expect(sharedDifferences({ machines }).map(({ difference: { kind }, machines: on }) => [kind, on])).toEqual([
    ['zones', ['two']],
    ['notifier', ['one', 'two']],
    ['notifier', ['three']],
  ]);
});

it('walks a design once, whatever it is held against', async () => {
  const walked: string[] = [];
  const graphOf = (design: string) => {
    walked.push(design);
    return handMade(design, ['x'], [{ shows: { zones: spanned(design === 'c' ? 2 : 1) } }]);
  };
  const pairs = [
    { a: 'a', b: 'b', relation: 'designs' as const },
    { a: 'a', b: 'c', relation: 'designs' as const },
    { a: 'b', b: 'c', relation: 'revision' as const },
  ];
  const bound = { base: 'linux@5.12', alphabet: 'default', blocks: 1, maxStates: 9 };
  const question = { ...bound, pairs, alone: [], compared: ['zones' as const] };
  const found = proveOn(question, await loadMachine('x86-64-128M'), graphOf);
  expect(walked).toEqual(['a', 'b', 'c']);
  expect(gathered(question, [found]).pairs.map(({ machines: [only] }) => only!.differences.length)).toEqual([0, 1, 1]);
});

it('holds every two of the default designs, and every revision with the one before it in its family', () => {
  const design = (id: string, family: string, isDefault = false) => ({ id, family, isDefault });
  const designs = [design('u', 'u', true), design('x1', 'x'), design('x2', 'x', true), design('y', 'y', true)];
  expect(designPairs(designs).map(({ a, b, relation }) => `${a} ${b} ${relation}`)).toEqual([
    'u x2 designs',
    'u y designs',
    'x2 y designs',
    'x1 x2 revision',
  ]);
});
