import { expect, test } from 'vitest';
import nodePresent from '../../../harness/invariants/counters/node-present.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** 256 boot pages and a block of 64. */
const oneBlock = () => atRest([plug(4), movable(4)]);

test('a node that has what its zones have is well', () => {
  expect(oneBlock().told(nodePresent)).toBeUndefined();
});

test.each([7, -7])('a node that is off by %d is told', (by) => {
  const m = oneBlock();
  m.k.NODE_DATA(0).node_present_pages += by;
  expect(m.told(nodePresent)).toMatchObject({
    message: `node 0 has ${320 + by} present pages, its zones 320`,
    where: 'node 0',
  });
});

test('one node does not make up for another', () => {
  const m = oneBlock();
  m.k.NODE_DATA(0).node_present_pages -= 1;
  m.k.NODE_DATA(1).node_present_pages += 1;
  expect(m.told(nodePresent)?.where).toBe('node 0');
});
