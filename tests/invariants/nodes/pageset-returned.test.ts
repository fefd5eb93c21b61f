import { expect, test } from 'vitest';
import pagesetReturned from '../../../harness/invariants/nodes/pageset-returned.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

test('a zone that manages pages keeps its pageset', () => {
  expect(atRest([plug(4), movable(4)]).told(pagesetReturned)).toBeUndefined();
});

test('a zone that gave its last page away gives its pageset back', () => {
  const m = atRest([plug(4), movable(4), offline(4)]);
  expect(m.told(pagesetReturned)).toBeUndefined();
  m.zone('Movable').pageset = 'real';
  expect(m.told(pagesetReturned)).toMatchObject({
    message: '0:Movable manages no page and keeps its pageset',
    where: 'zone 0:Movable',
  });
});
