import { describe, expect, it } from 'vitest';
import { loadMachine } from '../../harness/corpus/load.ts';
import { type DifferenceKind, restKinds } from '../../harness/explore/graph.ts';
import { product } from '../../harness/explore/product.ts';
import { seenGraph } from '../../harness/explore/seen_graph.ts';

const atRest: readonly DifferenceKind[] = restKinds;
const bound = { base: 'linux@5.12', alphabet: 'default', blocks: 2, maxStates: 5000 };
const graphsOn = async (machine: string, ...designs: string[]) => {
  const loaded = await loadMachine(machine);
  return designs.map((design) => seenGraph(design, loaded, bound));
};

describe('oscar@v5 and david@v10', () => {
  it('cannot be told apart at rest on 128 MiB blocks, whoever looks', async () => {
    const [oscar, david] = await graphsOn('x86-64-128M', 'oscar@v5', 'david@v10');
    expect(product(oscar!, david!, atRest)).toMatchObject({ complete: true, differences: [] });
  });

  it('tell a notifier of other ranges', async () => {
    const [oscar, david] = await graphsOn('x86-64-128M', 'oscar@v5', 'david@v10');
    const { differences } = product(oscar!, david!);
    // The block is 1572864+32768, of which 512 pages hold its memmap.
    expect(differences).toMatchObject([
      {
        kind: 'notifier',
        steps: ['add d0', 'online_kernel d0'],
        a: { 'event 1': 'GOING_ONLINE 1572864+32768 -1' },
        b: { 'event 1': 'GOING_ONLINE 1573376+32256 -1' },
      },
    ]);
  });

  it('part over the stale tail of a span, in two steps, where vmemmap ends inside a section', async () => {
    const [oscar, david] = await graphsOn('x86-64-8G-full-and-shared-section', 'oscar@v5', 'david@v10');
    const [zones] = product(oscar!, david!, atRest).differences;
    // Boot memory ends at 1572864, zone Normal starts at 1048576. vmemmap is 2097152+49152, of which the one section
    // 2097152+32768 was marked online, so that the shrinking zone stops at its end: 2097152 + 32768 - 1048576.
    expect(zones).toMatchObject({
      kind: 'zones',
      steps: ['add d0', 'online_kernel d0, vetoed'],
      a: { 'zone.spanned 0:Normal': 1572864 - 1048576 },
      b: { 'zone.spanned 0:Normal': 2129920 - 1048576 },
    });
  });
});
