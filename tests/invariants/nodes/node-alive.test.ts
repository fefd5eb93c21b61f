import { expect, test } from 'vitest';
import nodeAlive from '../../../harness/invariants/nodes/node-alive.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Node 0 has a processor, boot memory and block 4; node 1 has nothing and is down. */
const oneBlock = () => atRest([plug(4), movable(4)]);

test('a node with memory is up, one without anything is down', () => {
  const m = oneBlock();
  expect([m.k.NODE_DATA(0).online, m.k.NODE_DATA(1).online]).toEqual([true, false]);
  expect(m.told(nodeAlive)).toBeUndefined();
});

test('a node that is down and has a block is told', () => {
  const m = oneBlock();
  m.k.memory_blocks.get(4)!.nid = 1;
  expect(m.told(nodeAlive)).toMatchObject({ message: 'node 1 is down and has memory blocks', where: 'node 1' });
});

test('a node that is down and spans pages is told', () => {
  const m = oneBlock();
  m.k.NODE_DATA(1).node_spanned_pages = 64;
  expect(m.told(nodeAlive)?.message).toBe('node 1 is down and spans 64 pages');
});

test('a node that is up for nothing is told', () => {
  const m = oneBlock();
  m.k.NODE_DATA(1).online = true;
  expect(m.told(nodeAlive)?.message).toBe('node 1 has no block and no processor and is still up');
});

test.each([
  ['a processor', (m: ReturnType<typeof oneBlock>) => Object.assign(m.k.NODE_DATA(1), { hasCpu: true })],
  ['a block', (m: ReturnType<typeof oneBlock>) => Object.assign(m.k.memory_blocks.get(4)!, { nid: 1 })],
])('%s is enough to be up for', (_, give) => {
  const m = oneBlock();
  m.k.NODE_DATA(1).online = true;
  give(m);
  expect(m.told(nodeAlive)).toBeUndefined();
});
