import { Command, type Option } from 'commander';
import { expect, test } from 'vitest';
import { cliVerbs } from '../../harness/cli/main.ts';
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

/** Every option of every verb, but for those that no help shows. */
async function everyOption(): Promise<{ verb: string; option: Option }[]> {
  const all: { verb: string; option: Option }[] = [];
  for (const [verb, load] of Object.entries(cliVerbs)) {
    const host = new Command();
    (await load()).register(host);
    for (const option of host.commands[0]!.options) if (!option.hidden) all.push({ verb, option });
  }
  return all;
}

/** What is said of each key in more than one way. */
async function saidInSeveralWays(
  key: (option: Option) => string | undefined,
  said: (option: Option) => string,
): Promise<string[][]> {
  const ways = new Map<string, Set<string>>();
  for (const { option } of await everyOption()) {
    const name = key(option);
    if (name) ways.set(name, (ways.get(name) ?? new Set()).add(said(option)));
  }
  return [...ways].filter(([, each]) => each.size > 1).map(([name, each]) => [name, ...each]);
}

test('a letter means the same option in every verb', async () => {
  expect(
    await saidInSeveralWays(
      ({ short }) => short,
      ({ long }) => long!,
    ),
  ).toEqual([]);
});

test('an option has the same letter in every verb', async () => {
  expect(
    await saidInSeveralWays(
      ({ long }) => long,
      ({ short }) => short ?? 'none',
    ),
  ).toEqual([]);
});

test('an option is described alike in every verb', async () => {
  expect(
    await saidInSeveralWays(
      ({ long }) => long,
      ({ description }) => description,
    ),
  ).toEqual([]);
});

test('-o is where to write', async () => {
  const letters = (await everyOption()).filter(({ option }) => option.short === '-o');
  expect(new Set(letters.map(({ option }) => option.long))).toEqual(new Set(['--out']));
});
