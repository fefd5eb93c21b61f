import { expect, test } from 'vitest';
import { lookBlindly } from '../../harness/history/blind.ts';
import { mendedBugs } from '../../harness/history/mended.ts';
import { neutral } from '../../harness/history/neutral.ts';

const bug = (id: string) => mendedBugs.find((each) => each.id === id)!;

test.each(['zone-shrinks-at-removal', 'node-span-from-0', 'isolated-for-ever'])('%s is told by an invariant', (id) => {
  expect(lookBlindly(bug(id), { seed: 1, walks: 40 }).byInvariant).toBeDefined();
});

test('a zone chosen for another address parts from the right one', () => {
  // Walk 10 of seed 1 is the first above 16 TiB.
  const { byParting } = lookBlindly(bug('pfn-of-32-bits'), { seed: 10, walks: 1 });
  expect(byParting?.what).toMatch(/^(zone|block|page)\./);
});

test('a revision beside itself shows nothing', () => {
  const { after } = bug('isolated-for-ever');
  expect(lookBlindly({ ...bug('isolated-for-ever'), before: after }, { seed: 1, walks: 10 })).toMatchObject({
    walks: 10,
    worse: [],
  });
});

test('of a change that changes nothing nothing is said', () => {
  const [first] = neutral;
  const { byInvariant, byParting } = lookBlindly(first!, { seed: 1, walks: 10 }, true);
  expect([byInvariant, byParting]).toEqual([undefined, undefined]);
});

test('every bug says where it was mendedBugs, and has a title that can be looked for', () => {
  for (const { title, commit, messageId, at } of mendedBugs) {
    expect(at).toMatch(/^[\w/.-]+\.c:\w+$/);
    expect(title.length).toBeGreaterThan(20);
    expect([commit, messageId, /6\.12\.\d+/.exec(title)?.[0]].filter(Boolean).length).toBeGreaterThan(0);
  }
});
