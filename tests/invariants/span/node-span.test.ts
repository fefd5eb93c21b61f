import { expect, test } from 'vitest';
import nodeSpan from '../../../harness/invariants/span/node-span.ts';
import { atRest, movable, plug } from '../at_rest.ts';

/** Node 0 spans boot memory and blocks 4 and 5: pages 0 to 384. Node 1 has nothing. */
const twoBlocks = () => atRest([plug(4, 2), movable(4), movable(5)]);

test('a node that spans what its zones span is well', () => {
  expect(twoBlocks().told(nodeSpan)).toBeUndefined();
});

test('a node that ends too early is told', () => {
  const m = twoBlocks();
  m.k.NODE_DATA(0).node_spanned_pages = 320;
  expect(m.told(nodeSpan)).toMatchObject({
    message: 'node 0 spans 0+320, its zones span 0+384',
    where: 'node 0',
  });
});

test('a node of the right length in another place is told', () => {
  const m = twoBlocks();
  m.k.NODE_DATA(0).node_start_pfn = 64;
  expect(m.told(nodeSpan)?.message).toBe('node 0 spans 64+384, its zones span 0+384');
});

test('a node that spans something for no zone is told', () => {
  const m = twoBlocks();
  m.k.NODE_DATA(1).node_spanned_pages = 64;
  expect(m.told(nodeSpan)?.message).toBe('node 1 spans 0+64, its zones span 0+0');
});

test('where a node that spans nothing begins does not matter', () => {
  const m = twoBlocks();
  m.k.NODE_DATA(1).node_start_pfn = 512;
  expect(m.told(nodeSpan)).toBeUndefined();
});

test('a zone without a span does not pull the start of its node', () => {
  const m = atRest([plug(4, 1, 1), movable(4)]);
  // Movable of node 1 spans 256+64; its empty Normal says 0.
  expect(m.zone('Normal', 1).zone_start_pfn).toBe(0);
  expect(m.told(nodeSpan)).toBeUndefined();
});
