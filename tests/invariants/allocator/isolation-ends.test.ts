import { expect, test } from 'vitest';
import isolationEnds from '../../../harness/invariants/allocator/isolation-ends.ts';
import { atRest, movable, offline, plug } from '../at_rest.ts';

const oneBlock = () => atRest([plug(4), movable(4)]);

test('a machine on which a block came and went counts none', () => {
  const m = oneBlock();
  expect(m.told(isolationEnds)).toBeUndefined();
  m.play(offline(4));
  expect(m.told(isolationEnds)).toBeUndefined();
});

test.each([8, -8])('a zone that counts %d is told', (left) => {
  const m = oneBlock();
  m.zone('Movable').nr_isolate_pageblock = left;
  expect(m.told(isolationEnds)).toEqual({
    message: `nr_isolate_pageblock of 0:Movable is ${left} with nothing going on`,
    where: 'zone 0:Movable',
  });
});

test('a zone of another node is looked at as well', () => {
  const m = oneBlock();
  m.zone('Normal', 1).nr_isolate_pageblock = 1;
  expect(m.told(isolationEnds)?.where).toBe('zone 1:Normal');
});
