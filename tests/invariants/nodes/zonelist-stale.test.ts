import { expect, test } from 'vitest';
import zonelistStale from '../../../harness/invariants/nodes/zonelist-stale.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const oneBlock = () => atRest([plug(4), movable(4)]);

test('zones that manage pages are listed for good reason', () => {
  expect(oneBlock().told(zonelistStale)).toBeUndefined();
});

test('a zone without pages in a zonelist is told', () => {
  const m = oneBlock();
  m.k.NODE_DATA(0).zonelist += ' 1:Movable';
  expect(m.told(zonelistStale)).toMatchObject({
    message: '1:Movable has no memory and is in the zonelist of node 0',
    where: 'node 0',
  });
});

test('an empty zonelist holds nothing stale', () => {
  const m = oneBlock();
  m.k.NODE_DATA(1).zonelist = '';
  expect(m.told(zonelistStale)).toBeUndefined();
});
