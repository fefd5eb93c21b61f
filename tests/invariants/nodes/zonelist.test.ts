import { expect, test } from 'vitest';
import zonelist from '../../../harness/invariants/nodes/zonelist.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Node 0 has boot memory, node 1 is up with block 4 in Movable. */
const twoNodes = () => atRest([plug(4, 1, 1), movable(4)]);

test('every zone that manages pages is listed for both nodes', () => {
  expect(twoNodes().told(zonelist)).toBeUndefined();
});

test('a zone that one node cannot fall back to is told', () => {
  const m = twoNodes();
  m.k.NODE_DATA(0).zonelist = '0:Normal';
  expect(m.told(zonelist)).toMatchObject({
    message: '1:Movable has 64 pages and is not in the zonelist of node 0 (0:Normal)',
    where: 'node 0',
  });
});

test('an empty zonelist is told as empty', () => {
  const m = twoNodes();
  m.k.NODE_DATA(1).zonelist = '';
  expect(m.told(zonelist)?.message).toBe('0:Normal has 256 pages and is not in the zonelist of node 1 (empty)');
});

test('a node that is down allocates nothing', () => {
  const m = atRest([]);
  m.k.NODE_DATA(1).zonelist = '';
  expect(m.told(zonelist)).toBeUndefined();
});
