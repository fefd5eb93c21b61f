import { expect, test } from 'vitest';
import { parseShard } from '../../harness/cli/options.ts';
import { shareOf } from '../../harness/cli/select.ts';

test.each(['0/4', '5/4', '1/0', '1', 'a/b', '1/4/5', '-1/4', '1.5/4'])('shard %s is refused', (text) => {
  expect(() => parseShard(text)).toThrow(/i\/n/);
});

test('the shards of a corpus are a partition of it', () => {
  const all = Array.from({ length: 13 }, (_, index) => index);
  const shards = [1, 2, 3, 4].map((index) => shareOf(all, { index, count: 4 }));
  expect(shards.flat().sort((a, b) => a - b)).toEqual(all);
  expect(Math.max(...shards.map(({ length }) => length))).toBe(4);
});
