/** A draw that a number repeats. */
import { numbers } from '../explore/numbers.ts';
import type { Mistake } from './mistakes.ts';

/** `count` of the catalogue, each at most once, in the order drawn. */
export function draw(catalogue: readonly Mistake[], seed: number, count: number): Mistake[] {
  const left = [...catalogue];
  const next = numbers(seed);
  const drawn: Mistake[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(next() * left.length), 1));
  return drawn;
}
