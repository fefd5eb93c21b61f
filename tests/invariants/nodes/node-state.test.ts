import { expect, test } from 'vitest';
import nodeState from '../../../harness/invariants/nodes/node-state.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Node 0 has memory of both kinds, node 1 nothing but block 4 in Movable. */
const twoNodes = () => atRest([plug(4, 1, 1), movable(4)]);

test('N_MEMORY is for memory of any kind, N_NORMAL_MEMORY for kernel memory', () => {
  const m = twoNodes();
  expect(m.k.NODE_DATA(0)).toMatchObject({ N_MEMORY: true, N_NORMAL_MEMORY: true });
  expect(m.k.NODE_DATA(1)).toMatchObject({ N_MEMORY: true, N_NORMAL_MEMORY: false });
  expect(m.told(nodeState)).toBeUndefined();
});

test('a node with memory that is not set is told', () => {
  const m = twoNodes();
  m.k.NODE_DATA(1).N_MEMORY = false;
  expect(m.told(nodeState)).toMatchObject({
    message: 'node 1 has memory of that kind and N_MEMORY is clear',
    where: 'node 1',
  });
});

test('a node that is set for kernel memory and has none is told', () => {
  const m = twoNodes();
  m.k.NODE_DATA(1).N_NORMAL_MEMORY = true;
  expect(m.told(nodeState)?.message).toBe('node 1 has no memory of that kind and N_NORMAL_MEMORY is set');
});

test('a node with kernel memory that is not set is told', () => {
  const m = twoNodes();
  m.k.NODE_DATA(0).N_NORMAL_MEMORY = false;
  expect(m.told(nodeState)?.message).toBe('node 0 has memory of that kind and N_NORMAL_MEMORY is clear');
});

test('a node without memory that is set is told', () => {
  const m = atRest([]);
  m.k.NODE_DATA(1).N_MEMORY = true;
  expect(m.told(nodeState)?.message).toBe('node 1 has no memory of that kind and N_MEMORY is set');
});
