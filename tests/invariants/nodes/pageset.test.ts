import { expect, test } from 'vitest';
import pageset from '../../../harness/invariants/nodes/pageset.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const oneBlock = () => atRest([plug(4), movable(4)]);

test('a zone that manages pages has a pageset of its own, one that does not needs none', () => {
  const m = oneBlock();
  expect([m.zone('Movable').pageset, m.zone('Normal', 1).pageset]).toEqual(['real', 'boot']);
  expect(m.told(pageset)).toBeUndefined();
});

test('a zone that manages pages with the pageset of boot time is told', () => {
  const m = oneBlock();
  m.zone('Movable').pageset = 'boot';
  expect(m.told(pageset)).toMatchObject({
    message: '0:Movable manages 64 pages and uses the pageset of boot time',
    where: 'zone 0:Movable',
  });
});
