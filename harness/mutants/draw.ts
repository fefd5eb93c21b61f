/** A draw that a number repeats. */
import type { Mistake } from './mistakes.ts';

/** mulberry32, public domain: a small generator of numbers in [0, 1). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` of the catalogue, each at most once, in the order drawn. */
export function draw(catalogue: readonly Mistake[], seed: number, count: number): Mistake[] {
  const left = [...catalogue];
  const next = numbers(seed);
  const drawn: Mistake[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(next() * left.length), 1));
  return drawn;
}
