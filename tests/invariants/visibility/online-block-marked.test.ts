import { expect, test } from 'vitest';
import onlineBlockMarked from '../../../harness/invariants/visibility/online-block-marked.ts';
import { atRest, movable, plug } from '../at_rest.ts';

const threeBlocks = () => atRest([plug(4, 3), movable(4), movable(5)]);

test('online sections are those of online blocks', () => {
  expect(threeBlocks().told(onlineBlockMarked)).toBeUndefined();
});

test('a section without its bit is told', () => {
  const m = threeBlocks();
  m.k.sections.set(5, 6, m.k.sections.get(6));
  expect(m.told(onlineBlockMarked)).toMatchObject({
    message: '1 section of online block 5 have no online bit',
    where: 'sections 5+1',
  });
});

test('several are told together', () => {
  const m = threeBlocks();
  m.k.sections.set(4, 6, m.k.sections.get(6));
  expect(m.told(onlineBlockMarked)).toMatchObject({
    message: '2 sections of online block 4 have no online bit',
    where: 'sections 4+2',
  });
});
