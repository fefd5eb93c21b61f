import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { type Blame, Blamer, isBlamed } from '../../harness/mutants/blame.ts';
import { type BlameScore, blameScore, pairsOf, tellsBoth } from '../../harness/mutants/blame_score.ts';
import { draw } from '../../harness/mutants/draw.ts';
import { mistakes } from '../../harness/mutants/mistakes.ts';
import { blameSection } from './blame_document.ts';

const seed = 20210319;
const told = mistakes.filter(({ survives, design }) => survives === undefined && design === 'unpatched');
const file = 'docs/mutation.md';

describe('mistakes of the unpatched kernel, drawn by a seed', () => {
  let alone: Blame[] = [];
  let together: Blame[] = [];

  beforeAll(async () => {
    // A topic or two of each kind: the whole corpus is what `mutants --blame` is for.
    const globs = ['boot-memory/*', 'veto/*', 'round-trip/*', 'fresh-node/*', 'existing-memory/*'];
    const { fixtures } = await loadCorpus({ globs });
    const blamer = new Blamer(fixtures);
    alone = draw(told, seed, 6).map((mistake) => blamer.plant([mistake]));
    together = pairsOf(told, seed, 3).map((pair) => blamer.plant(pair));
  }, 120_000);

  test('are put down to the mistaken function', () => {
    const detected = alone.filter(({ grown }) => grown.length > 0);
    expect(detected.length).toBeGreaterThan(3);
    expect(detected.filter((blame) => !isBlamed(blame)).map((blame) => blame.mistakes[0]?.id)).toEqual([]);
  });

  test('are told apart where there are two', () => {
    expect(together.filter(tellsBoth).length).toBeGreaterThanOrEqual(2);
  });
});

test('pairs are of one design and of different functions, and what the seed says', () => {
  const pairs = pairsOf(mistakes, seed, 60);
  expect(pairs).toHaveLength(60);
  for (const [one, other] of pairs) {
    expect(one.design).toBe(other.design);
    expect(one.function).not.toBe(other.function);
  }
  expect(pairsOf(mistakes, seed, 60)).toEqual(pairs);
});

describe(`${file} has the figures of the whole catalogue`, () => {
  const text = readFileSync(file, 'utf8');
  const figure = (name: string): number => Number(new RegExp(`\\| ${name} \\| (\\d+)`).exec(text)?.[1] ?? Number.NaN);

  test('the mistaken function is blamed for at least nine in ten', () => {
    expect(figure('blamed')).toBeGreaterThanOrEqual(0.9 * figure('detected'));
  });

  test('at least 85 in a hundred come out as one new fault', () => {
    expect(figure('exactlyOne')).toBeGreaterThanOrEqual(0.85 * figure('detected'));
  });

  test('at least four of five pairs come out as two', () => {
    expect(figure('pairsTwo')).toBeGreaterThanOrEqual(0.8 * figure('pairs'));
  });

  test.runIf(process.env['UPDATE_DOCS'] === 'blame')(
    'which UPDATE_DOCS=blame finds anew',
    async () => {
      const { writeFileSync } = await import('node:fs');
      const { fixtures } = await loadCorpus();
      const score: BlameScore = blameScore(fixtures, mistakes, { seed, pairs: 60 });
      writeFileSync(file, blameSection(text, score, seed));
    },
    3_600_000,
  );
});
