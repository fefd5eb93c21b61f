import { describe, expect, it } from 'vitest';
import { loadMachine } from '../../harness/corpus/load.ts';
import { differenceKinds, moveKinds, restKinds } from '../../harness/explore/graph.ts';
import { product } from '../../harness/explore/product.ts';
import { seenGraph } from '../../harness/explore/seen_graph.ts';
import { slowGraph } from './slow_graph.ts';

const bound = { base: 'linux@5.12', alphabet: 'default', blocks: 1, maxStates: 1000 };

describe('a graph of what is seen', () => {
  it('cannot be told from one for which the machine is booted anew for every move', async () => {
    const machine = await loadMachine('x86-64-64M');
    const kinds = differenceKinds.filter((kind) => kind !== 'locks');
    for (const design of ['david@v10', 'michal@mark-section-online']) {
      const proof = product(seenGraph(design, machine, bound), slowGraph(machine, design, 1), kinds);
      expect(proof).toMatchObject({ complete: true, differences: [] });
      expect(proof.states).toBeGreaterThan(5);
    }
  });

  it('that is cut has every sequence of so many moves', async () => {
    const machine = await loadMachine('x86-64-64M');
    const whole = seenGraph('david@v10', machine, bound);
    const cut = seenGraph('david@v10', machine, { ...bound, maxStates: 6 });
    expect(cut).toMatchObject({ cut: '6 states', states: 6 });
    // Boot, add d0, and after that two onlinings and two vetoed ones; a removal, the last of two moves, is the seventh.
    expect(cut.within).toBe(1);
    const proof = product(whole, cut, [...restKinds, ...moveKinds]);
    expect(proof).toMatchObject({ complete: false, cut: '6 states', within: 1, differences: [] });
  });
});
