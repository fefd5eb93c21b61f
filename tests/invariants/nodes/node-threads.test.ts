import { expect, test } from 'vitest';
import nodeThreads from '../../../harness/invariants/nodes/node-threads.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Node 0 has memory, node 1 none. */
const oneNode = () => atRest([plug(4), movable(4)]);

test('threads run where memory is, and nowhere else', () => {
  const m = oneNode();
  expect(m.k.NODE_DATA(0)).toMatchObject({ kswapd: true, kcompactd: true });
  expect(m.k.NODE_DATA(1)).toMatchObject({ kswapd: false, kcompactd: false });
  expect(m.told(nodeThreads)).toBeUndefined();
});

test.each(['kswapd', 'kcompactd'] as const)('%s that does not run for memory is told', (thread) => {
  const m = oneNode();
  m.k.NODE_DATA(0)[thread] = false;
  expect(m.told(nodeThreads)).toMatchObject({
    message: `node 0 has memory and ${thread} does not run`,
    where: 'node 0',
  });
});

test.each(['kswapd', 'kcompactd'] as const)('%s that runs for nothing is told', (thread) => {
  const m = oneNode();
  m.k.NODE_DATA(1)[thread] = true;
  expect(m.told(nodeThreads)?.message).toBe(`node 1 has no memory and ${thread} runs`);
});
