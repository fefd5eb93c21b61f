import { expect, test } from 'vitest';
import type { Design } from '../../harness/design.ts';
import { designId, designs, inOrder } from '../../harness/run/designs.ts';

const design = (id: string, family: string, rest: Partial<Design> = {}): Design => ({
  ...designs[0]!,
  id,
  family,
  revision: '',
  ...rest,
});
const order = (...list: Design[]) => inOrder(list, ['second', 'first']).map(designId);

test('families stand in the order of the list, revisions as they were argued', () => {
  expect(order(design('a', 'first', { order: 2 }), design('b', 'first', { order: 1 }), design('c', 'second'))).toEqual([
    'c',
    'b',
    'a',
  ]);
});

test('a family that is not listed stands behind those that are, the release behind all', () => {
  const release = design('kernel', 'kernel', { provenance: 'release' });
  expect(order(release, design('new', 'mine'), design('a', 'first'))).toEqual(['a', 'new', 'kernel']);
});
