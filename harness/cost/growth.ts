/** How work grows: with the size of a block, and with the number of blocks beside it. */
import type { LinkPatch } from '../kernel/link.ts';
import { counterInfo } from './counters.ts';
import { fitPowerLaw } from './least_squares.ts';
import { growthMachine } from './machines.ts';
import { type Measured, measure, measuredOperations } from './measure.ts';
import { type OperationId, operationTitles } from './operations.ts';

export const growthVariables = ['block size', 'number of blocks'] as const;
export type GrowthVariable = (typeof growthVariables)[number];

/** Block sizes in MiB, 128 MiB to 64 GiB. */
const blockSizes: readonly number[] = [128, 1024, 8192, 65536];
/** Neighbours of the block, 1 to 4096. */
export const blockNumbers: readonly number[] = [1, 16, 256, 4096];

export interface Growth {
  operation: OperationId;
  counter: string;
  design: string;
  variable: GrowthVariable;
  exponent: number;
  r2: number;
  /** Counts at the smallest and the largest value of the variable. */
  from: number;
  to: number;
  sentence: string;
}

type Point = readonly [value: number, measured: Measured];

export interface GrowthOptions {
  patches?: readonly LinkPatch[];
  onProgress?: (design: string) => void;
}

/** One entry per operation, counter, design and variable; a counter that stays zero, or is so at most points, has none. */
export function measureGrowth(
  designs: readonly string[],
  stackOf: (design: string) => string,
  options: GrowthOptions = {},
): Growth[] {
  const { patches = [] } = options;
  return designs.flatMap((design) => {
    options.onProgress?.(design);
    const stack = stackOf(design);
    const sizes = blockSizes.map((size): Point => [size, measure(growthMachine(size), stack, { patches })]);
    const numbers = blockNumbers.map((n): Point => [n, measure(growthMachine(128), stack, { neighbours: n, patches })]);
    return [...laws(design, 'block size', sizes), ...laws(design, 'number of blocks', numbers)];
  });
}

function laws(design: string, variable: GrowthVariable, points: readonly Point[]): Growth[] {
  return measuredOperations(points.map(([, measured]) => measured)).flatMap((operation) => {
    const samples = points.map(([value, { counters }]) => [value, counters[operation] ?? {}] as const);
    const names = new Set(samples.flatMap(([, counts]) => Object.keys(counts)));
    return [...names].sort().flatMap((counter): Growth[] => {
      const counts = samples.map(([value, counted]) => [value, counted[counter] ?? 0] as const);
      const law = fitPowerLaw(counts);
      if (!law) return [];
      const [from, to] = [counts[0]![1], counts[counts.length - 1]![1]];
      const growth = { operation, counter, design, variable, ...law, from, to };
      return [{ ...growth, sentence: sentenceOf(growth) }];
    });
  });
}

/** In words: `grows in proportion to`, `grows with the 0.42nd power of`, `does not depend on`. */
export function sentenceOf(growth: Omit<Growth, 'sentence'>): string {
  const { operation, counter, design, variable, exponent, r2, from, to } = growth;
  const what = `${design}: ${operationTitles[operation]}, ${counter}`;
  const range = `${from} to ${to} ${counterInfo(counter)?.unit ?? ''}`.trim();
  if (from === to && exponent === 0) return `${what}: the same at every ${variable} (${from}).`;
  const how =
    Math.abs(exponent) < 0.05
      ? `hardly depends on the ${variable}`
      : Math.abs(exponent - 1) < 0.05
        ? `grows in proportion to the ${variable}`
        : `${exponent < 0 ? 'falls' : 'grows'} as the ${variable} to the power ${exponent.toFixed(2)}`;
  return `${what}: ${how} (${range}, r2 ${r2.toFixed(3)}).`;
}
