import { expect, test } from 'vitest';
import { searchPartings, walkParting } from '../../harness/explore/random_lockstep.ts';
import type { Plan } from '../../harness/explore/random_plan.ts';
import { Prober, searchWalks } from '../../harness/explore/random_search.ts';

const merged = new Prober('linux@5.12+david@v10');
const search = () => searchWalks([merged], new Map(), 30257, 1);

test('a seed finds the same again', () => {
  expect(search()).toEqual(search());
});

test('what is known is not told', () => {
  const known = new Set(search().findings.map(({ signature }) => signature));
  expect(known.size).toBeGreaterThan(0);
  expect(searchWalks([merged], new Map([[merged.stack, known]]), 30257, 1).findings).toEqual([]);
});

/** Found by drawing; docs/findings.md, 3.19. */
const seedOfHalfASubsection = 30257;

test('pages that memmap of half a sub-section costs a zone are found, and cut down to what it takes', () => {
  const { findings } = searchWalks([new Prober('linux@6.12')], new Map(), seedOfHalfASubsection, 1);
  const lost = findings.find(({ violation }) => violation.invariant === 'span/pages-in-zone-span');
  expect(lost?.plan.geometry).toMatchObject({ kind: 's390', structPageBytes: 80, sectionsPerBlock: 1 });
  expect(lost?.plan.dimms.length).toBeLessThanOrEqual(3);
}, 120_000);

test('with the feature off the merged helpers are the base', () => {
  expect(searchPartings('linux@5.12+unpatched', ['linux@5.12+david@v6.7'], 1, 15)).toEqual([]);
});

/** One block that comes online, with its memmap on it or elsewhere. */
const life: Plan = {
  geometry: {
    kind: 'x86-64',
    structPageBytes: 64,
    sectionsPerBlock: 1,
    pageblock: 'huge',
    ram: [{ node: 0, from: 1, to: 4096 }],
    nodes: 1,
    cpus: [0],
    gap: 0,
    config: { memmap_on_memory: 'on' },
  },
  dimms: [{ name: 'd0', node: 0, at: 0, blocks: 1 }],
  moves: [
    { do: 'add', dimm: 'd0' },
    { do: 'online_movable', dimm: 'd0', block: 0 },
  ],
};

test('with the feature on they part', () => {
  expect(walkParting(life, 'linux@5.12+unpatched', 'linux@5.12+david@v6.7')?.step).toBe(0);
});
