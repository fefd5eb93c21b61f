/** A draw that a number repeats. */
import { numbers } from '../explore/numbers.ts';

/** `count` of the catalogue, each at most once, in the order drawn. */
export function draw<T>(catalogue: readonly T[], seed: number, count: number): T[] {
  const left = [...catalogue];
  const next = numbers(seed);
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(next() * left.length), 1));
  return drawn;
}
