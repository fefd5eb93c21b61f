/** The feature on against the feature off, per operation: what was counted, what that predicts, what a kernel did. */

import type { Weight } from '../costs_file.ts';
import { isDerived } from '../counters.ts';
import type { Sample } from './samples.ts';
import { predict } from './weights.ts';

export interface Ratio {
  table: string;
  row: string;
  column: string;
  stack: string;
  /** Each divided by the same of the unpatched kernel, feature off. */
  counted: number;
  predicted: number;
  measured: number;
}

/** For every table that has a column with the feature off. */
export function ratiosOf(samples: readonly Sample[], weights: readonly Weight[]): Ratio[] {
  return samples.flatMap((sample): Ratio[] => {
    const { table, row, column, stack } = sample;
    const off = samples.find((each) => each.table === table && each.row === row && each.column.endsWith(' off'));
    if (!off || off === sample) return [];
    return [
      {
        table,
        row,
        column,
        stack,
        counted: units(sample) / units(off),
        predicted: predict(weights, sample) / predict(weights, off),
        measured: sample.measured / off.measured,
      },
    ];
  });
}

/** Everything that was counted, each thing once. */
const units = ({ counters }: Sample): number =>
  Object.entries(counters).reduce((sum, [counter, amount]) => sum + (isDerived(counter) ? 0 : amount), 0);
