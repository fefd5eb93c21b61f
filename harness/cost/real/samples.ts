/** Measured figures beside what the model counts for them. */

import { findDesign } from '../../run/designs.ts';
import type { Counters } from '../../types/result.ts';
import { countersByRow } from './block_life.ts';
import type { MeasuredTable, Measurements } from './measurements.ts';

export interface Sample {
  table: string;
  kernel: string;
  blockMiB: number;
  column: string;
  stack: string;
  row: string;
  counters: Counters;
  /** Guest instructions; without those that TCG counts for zeroing a memmap byte by byte. */
  measured: number;
  /** Whether weights are fitted on it; the others are what they are tested on. */
  fitted: boolean;
}

/** Every figure whose stack there is; one that the model refuses or dies in has no sample. */
export function samplesOf(measurements: Measurements): Sample[] {
  return measurements.tables.flatMap((table) =>
    table.columns.flatMap((column, index) => {
      const stack = measurements.columns[column];
      if (stack === undefined || !isKnown(stack)) return [];
      const counted = countersByRow(table, column, stack);
      return Object.entries(table.rows).flatMap(([row, figures]): Sample[] => {
        const counters = counted.get(row);
        const thousands = figures[index];
        if (!counters || thousands === undefined) return [];
        const measured = thousands * 1000 - zeroedBytes(measurements, table, counters);
        const { title, kernel, blockMiB } = table;
        return [
          { table: title, kernel, blockMiB, column, stack, row, counters, measured, fitted: isFitted(table, column) },
        ];
      });
    }),
  );
}

const isKnown = (stack: string): boolean => {
  const [, design] = stack.split('+');
  return design === undefined || findDesign(design) !== undefined;
};

const isFitted = ({ fit }: MeasuredTable, column: string): boolean =>
  fit === 'all' || (fit !== 'none' && fit.includes(column));

/** TCG counts `rep stosb` as one instruction a byte; a kernel that zeroes on allocation pays it for each memmap page. */
function zeroedBytes({ kernels }: Measurements, { kernel }: MeasuredTable, counters: Counters): number {
  return kernels[kernel]?.zeroesMemmap ? 4096 * (counters['vmemmap pages of existing memory'] ?? 0) : 0;
}
