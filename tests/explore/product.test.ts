import { describe, expect, it } from 'vitest';
import { differenceKinds } from '../../harness/explore/graph.ts';
import { product } from '../../harness/explore/product.ts';
import { handMade, spanned } from './hand_made.ts';

const moves = ['x', 'y'];
/** Goes round: x there, y back. */
const round = [
  { does: { x: 1 }, shows: { zones: spanned(1) } },
  { does: { y: 0 }, shows: { zones: spanned(2) } },
];

describe('two designs that do the same', () => {
  it('are equal, over as many pairs as there are states', () => {
    const proof = product(handMade('a', moves, round), handMade('b', moves, round));
    expect(proof).toMatchObject({ a: 'a', b: 'b', complete: true, states: 2, differences: [] });
  });

  it('are equal where one has states that nobody can tell apart', () => {
    // 1 and 2 look alike and lead to where the other goes as well.
    const twice = [
      { does: { x: 1 }, shows: { zones: spanned(1) } },
      { does: { y: 2 }, shows: { zones: spanned(2) } },
      { does: { x: 1 }, shows: { zones: spanned(1) } },
    ];
    const proof = product(handMade('a', moves, round), handMade('b', moves, twice));
    // (0,0), (1,1), (0,2), and (1,1) again.
    expect(proof).toMatchObject({ complete: true, states: 3, differences: [] });
  });

  it('are not called equal where one was not walked to its end', () => {
    const unfinished = handMade('b', moves, round, { cut: '2 states' });
    expect(product(handMade('a', moves, round), unfinished)).toMatchObject({ complete: false, cut: '2 states' });
    const missing = [{ does: { x: 1 } }, { does: { y: { to: 'not walked' as const } } }];
    expect(product(handMade('a', moves, missing), handMade('b', moves, missing)).complete).toBe(false);
  });
});

describe('what differs at rest', () => {
  it('is told by the shortest sequence, with what each side shows', () => {
    const other = [round[0]!, { does: { y: 0 }, shows: { zones: spanned(3) } }];
    const { differences } = product(handMade('a', moves, round), handMade('b', moves, other));
    expect(differences).toEqual([
      {
        kind: 'zones',
        path: [0],
        steps: ['x'],
        after: [],
        a: { 'zone.spanned 0:Normal': 2 },
        b: { 'zone.spanned 0:Normal': 3 },
      },
    ]);
  });

  it('is the shorter of two, whichever comes first in the alphabet', () => {
    // x x x shows it, and y y.
    const graph = (pages: number) =>
      handMade(`of ${pages}`, moves, [
        { does: { x: 1, y: 3 } },
        { does: { x: 2 } },
        { does: { x: 4 } },
        { does: { y: 4 } },
        { shows: { zones: spanned(pages) } },
      ]);
    expect(product(graph(1), graph(2)).differences).toMatchObject([{ steps: ['y', 'y'] }]);
  });

  it('is not told where its kind is not compared', () => {
    const other = [round[0]!, { does: { y: 0 }, shows: { zones: spanned(3) } }];
    const proof = product(handMade('a', moves, round), handMade('b', moves, other), ['nodes', 'return']);
    expect(proof).toMatchObject({ compared: ['nodes', 'return'], differences: [] });
  });

  it('does not count what a debugger alone sees, unless asked', () => {
    const hidden = [
      round[0]!,
      { ...round[1]!, shows: { zones: spanned(2), hidden: { 'page.link': { '0+1': 'none' } } } },
    ];
    const [a, b] = [handMade('a', moves, round), handMade('b', moves, hidden)];
    expect(product(a, b).differences).toEqual([]);
    expect(product(a, b, differenceKinds).differences).toMatchObject([{ kind: 'hidden' }]);
  });
});

describe('what follows from what', () => {
  const a = handMade('a', moves, [{ does: { x: 1 } }, { does: { y: 2 } }, {}]);

  it('is said of a difference whose sequence goes through another', () => {
    const b = handMade('b', moves, [
      { does: { x: 1 } },
      { does: { y: { to: 2, rets: [-22] } }, shows: { zones: spanned(1) } },
      {},
    ]);
    expect(product(a, b).differences).toMatchObject([
      { kind: 'zones', steps: ['x'], after: [] },
      { kind: 'return', steps: ['x', 'y'], after: ['zones'], a: { y: 0 }, b: { y: 'EINVAL' } },
    ]);
  });

  it('is not said of what shows in the same move', () => {
    const b = handMade('b', moves, [
      { does: { x: { to: 1, rets: [-22] } } },
      { does: { y: 2 }, shows: { zones: spanned(1) } },
      {},
    ]);
    expect(product(a, b).differences).toMatchObject([
      { kind: 'return', after: [] },
      { kind: 'zones', after: [] },
    ]);
  });

  it('takes the way on which least differs, of those of one length', () => {
    // Both x y and y x lead to 3; on the first the nodes differ in between.
    const diamond = (design: string, nodes: number, pages: number) =>
      handMade(design, moves, [
        { does: { x: 1, y: 2 } },
        { does: { y: 3 }, shows: { nodes: { 'node.present': { '0': nodes } } } },
        { does: { x: 3 } },
        { shows: { zones: spanned(pages) } },
      ]);
    const { differences } = product(diamond('a', 1, 1), diamond('b', 2, 2));
    expect(differences).toMatchObject([
      { kind: 'nodes', steps: ['x'] },
      { kind: 'zones', steps: ['y', 'x'], after: [] },
    ]);
  });
});

describe('what differs in a move', () => {
  const alone = (design: string, does: object) => handMade(design, ['x'], [{ does: { x: { to: 0, ...does } } }]);

  it('is what the notifier was told, event by event', () => {
    const b = alone('b', { notifier: ['GOING_ONLINE 8+4 0', 'ONLINE 8+4 0'] });
    expect(product(alone('a', { notifier: ['GOING_ONLINE 8+4 0'] }), b).differences).toMatchObject([
      { kind: 'notifier', a: { 'event 2': null }, b: { 'event 2': 'ONLINE 8+4 0' } },
    ]);
  });

  it('is what was done without a lock, where asked', () => {
    const [a, b] = [alone('a', {}), alone('b', { locks: ['span of 0:Normal'] })];
    expect(product(a, b).differences).toEqual([]);
    expect(product(a, b, ['locks']).differences).toMatchObject([
      { kind: 'locks', a: { 'span of 0:Normal': null }, b: { 'span of 0:Normal': 'seen' } },
    ]);
  });

  it('is that one kernel is gone, and not what it had returned by then', () => {
    const b = alone('b', { to: 'gone', rets: [], died: { kind: 'oops', message: 'pfn 8' } });
    expect(product(alone('a', {}), b).differences).toEqual([
      { kind: 'death', path: [0], steps: ['x'], after: [], a: { kernel: 'lives' }, b: { kernel: 'oops: pfn 8' } },
    ]);
  });

  it('is nothing where both kernels go down alike', () => {
    const dead = (design: string, message: string) => alone(design, { to: 'gone', died: { kind: 'oops', message } });
    expect(product(dead('a', 'pfn 8'), dead('b', 'pfn 9')).differences).toEqual([]);
  });
});

it('refuses graphs of different machines or alphabets', () => {
  const other = handMade('b', ['y'], [{}]);
  expect(() => product(handMade('a', moves, round), other)).toThrow('not walked by the same moves');
  const elsewhere = handMade('b', moves, round, { machine: 'another' });
  expect(() => product(handMade('a', moves, round), elsewhere)).toThrow('another');
});
