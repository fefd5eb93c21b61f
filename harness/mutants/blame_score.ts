/** How well faults name what was planted: the whole catalogue one by one, and pairs drawn by a seed. */
import { numbers } from '../explore/numbers.ts';
import type { Fixture } from '../types/scenario.ts';
import { type Blame, Blamer, blames, isBlamed } from './blame.ts';
import { mistakenFunction } from './hunk.ts';
import { type Mistake, stackIdOf } from './mistakes.ts';

export interface BlameScore {
  mistakes: number;
  /** Mistakes after which the design has a fault more. */
  detected: number;
  /** Of those, mistakes whose function the fault that shows most is put down to. */
  blamed: number;
  /** Of those, mistakes that come out as one new fault. */
  exactlyOne: number;
  pairs: number;
  /** Pairs that come out as two new faults, one for each function. */
  pairsTwo: number;
  /** What went otherwise. */
  misses: { kind: 'not detected' | 'not blamed' | 'several faults' | 'pair'; mistakes: string[]; faults: string[] }[];
}

/** Pairs of mistakes in different functions of one design, each pair once. */
export function pairsOf(mistakes: readonly Mistake[], seed: number, count: number): [Mistake, Mistake][] {
  const next = numbers(seed);
  const all = mistakes.flatMap((one, at) =>
    mistakes
      .slice(at + 1)
      .filter((other) => stackIdOf(other) === stackIdOf(one) && mistakenFunction(other) !== mistakenFunction(one))
      .map((other): [Mistake, Mistake] => [one, other]),
  );
  const drawn: [Mistake, Mistake][] = [];
  while (drawn.length < count && all.length > 0) drawn.push(...all.splice(Math.floor(next() * all.length), 1));
  return drawn;
}

const saysWhat = ({ grown }: Blame): string[] =>
  grown.map(({ function: name, invariants }) => `${name}: ${Object.keys(invariants).join(', ')}`);

/** Whether each mistake of the pair has its fault, and there is no third. */
export const tellsBoth = ({ mistakes, grown }: Blame): boolean =>
  grown.length === 2 && mistakes.every((mistake) => grown.some((fault) => blames(fault, mistake)));

/** `told` hears of each that is done. Mistakes that nothing can tell are left out. */
export function blameScore(
  fixtures: readonly Fixture[],
  mistakes: readonly Mistake[],
  { seed, pairs }: { seed: number; pairs: number },
  told: (done: number, of: number) => void = () => undefined,
): BlameScore {
  const blamer = new Blamer(fixtures);
  const catalogue = mistakes.filter(({ survives }) => survives === undefined);
  const drawn = pairsOf(catalogue, seed, pairs);
  const of = catalogue.length + drawn.length;
  const score: BlameScore = {
    mistakes: catalogue.length,
    detected: 0,
    blamed: 0,
    exactlyOne: 0,
    pairs: drawn.length,
    pairsTwo: 0,
    misses: [],
  };
  const miss = (kind: BlameScore['misses'][number]['kind'], blame: Blame) =>
    score.misses.push({ kind, mistakes: blame.mistakes.map(({ id }) => id), faults: saysWhat(blame) });
  for (const [at, mistake] of catalogue.entries()) {
    const blame = blamer.plant([mistake]);
    told(at + 1, of);
    if (blame.grown.length === 0) {
      miss('not detected', blame);
      continue;
    }
    score.detected++;
    if (isBlamed(blame)) score.blamed++;
    else miss('not blamed', blame);
    if (blame.grown.length === 1) score.exactlyOne++;
    else miss('several faults', blame);
  }
  for (const [at, pair] of drawn.entries()) {
    const blame = blamer.plant(pair);
    told(catalogue.length + at + 1, of);
    if (tellsBoth(blame)) score.pairsTwo++;
    else miss('pair', blame);
  }
  return score;
}
