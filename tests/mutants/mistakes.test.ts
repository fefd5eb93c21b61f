import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCorpus } from '../../harness/corpus/load.ts';
import { invariants } from '../../harness/invariants/registry.ts';
import { Judge, type Judgement } from '../../harness/mutants/by_corpus.ts';
import { draw } from '../../harness/mutants/draw.ts';
import { mistakes } from '../../harness/mutants/mistakes.ts';
import { mutationDocument } from './document.ts';

const seed = 20210319;
const drawn = draw(mistakes, seed, 30);
const file = 'docs/mutation.md';
/** Behind this heading the file is written by hand. */
const byHand = '\n## Faults planted in the harness\n';

describe('the catalogue of mistakes', () => {
  test('has a hundred or more, each with a name of its own', () => {
    expect(mistakes.length).toBeGreaterThanOrEqual(100);
    expect(new Set(mistakes.map(({ id }) => id)).size).toBe(mistakes.length);
  });

  test('blames what there is', () => {
    const known = new Set([...invariants.map(({ id }) => id), 'oops', 'stuck', 'expectation']);
    for (const { id, blame } of mistakes) expect([id, blame.filter((each) => !known.has(each))]).toEqual([id, []]);
  });

  test('is drawn from as the seed says', () => {
    expect(draw(mistakes, 1, 30)).toEqual(draw(mistakes, 1, 30));
    expect(draw(mistakes, 1, 30)).not.toEqual(draw(mistakes, 2, 30));
    expect(new Set(drawn).size).toBe(30);
  });
});

describe(`of 30 wrong designs, drawn with seed ${seed}`, () => {
  let judged: Judgement[] = [];

  beforeAll(async () => {
    const { fixtures } = await loadCorpus();
    const judge = new Judge(fixtures);
    judged = drawn.map((mistake) => judge.judge(mistake, true));
    if (process.env['UPDATE_DOCS'] === '1') {
      const all = mistakes.map(
        (mistake) => judged.find((each) => each.mistake === mistake) ?? judge.judge(mistake, true),
      );
      const [, rest] = readFileSync(file, 'utf8').split(byHand);
      writeFileSync(file, mutationDocument(seed, judged, all) + (rest === undefined ? '' : byHand + rest));
    }
  }, 600_000);

  test('the corpus catches at least 27', () => {
    expect(judged.filter(({ by }) => by.length > 0).length).toBeGreaterThanOrEqual(27);
  });

  test('each that is caught is named for what it is', () => {
    const byLuck = judged.filter(({ by, blamed }) => by.length > 0 && !blamed);
    expect(byLuck.map(({ mistake, by }) => [mistake.id, by.map(({ id }) => id)])).toEqual([]);
  });

  test(`${file} lists the draw and its survivors; UPDATE_DOCS=1 writes it anew`, () => {
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`seed ${seed}`);
    for (const { mistake, blamed } of judged) {
      const line = text.split('\n').find((each) => each.includes(`\`${mistake.id}\``));
      expect(line, mistake.id).toBeDefined();
      expect(line).toMatch(blamed ? / \| [\w/-]+ \| / : /survives/);
    }
  });
});
