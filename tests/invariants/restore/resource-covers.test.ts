import { expect, test } from 'vitest';
import resourceCovers from '../../../harness/invariants/restore/resource-covers.ts';
import { atRest, plug } from '../at_rest.ts';

const twoBlocks = () => atRest([plug(4, 2)]);

test('what was added is a resource', () => {
  expect(twoBlocks().told(resourceCovers)).toBeUndefined();
});

test('pages of a block that are in none are told', () => {
  const m = twoBlocks();
  m.k.resources.set(376, 384, undefined);
  expect(m.told(resourceCovers)).toMatchObject({
    message: '8 pages of block 5 are in no System RAM resource',
    where: 'pages 376+8',
  });
});

test('where no block is there need be none', () => {
  const m = twoBlocks();
  m.k.resources.set(384, 448, undefined);
  expect(m.told(resourceCovers)).toBeUndefined();
});
