import { expect, test } from 'vitest';
import { parseBlockRef } from '../../harness/corpus/block_ref.ts';

test.each([
  [48, { block: 48 }],
  ['48', { block: 48 }],
  ['block 48', { block: 48 }],
  ['d0', { dimm: 'd0' }],
  ['d0[1]', { dimm: 'd0', from: 1, to: 1 }],
  ['d0[2..5]', { dimm: 'd0', from: 2, to: 5 }],
  ['d0[*]', { dimm: 'd0', all: true }],
])('%s is read', (text, expected) => expect(parseBlockRef(text)).toEqual(expected));

test.each(['', 'd0[', 'd0[-1]', '0d', 'd0[1,2]', -1, 1.5, 'd0 [1]'])('`%s` is no reference', (text) =>
  expect(parseBlockRef(text)).toBeUndefined(),
);
