/** How well the weights predict real kernels, on rows they were not fitted on, beside predictors that know nothing. */
import type { Weight } from '../costs_file.ts';
import { type Ratio, ratiosOf } from './ratios.ts';
import type { Sample } from './samples.ts';
import { predict } from './weights.ts';

export interface Prediction extends Omit<Sample, 'counters'> {
  predicted: number;
  /** (predicted - measured) / measured. */
  error: number;
}

export interface Accuracy {
  rows: number;
  /** Median of the absolute relative errors, and the error that nine in ten stay within. */
  median: number;
  ninth: number;
  /** Median error of one constant, the median of the fitted rows. */
  constant: number;
  /** Median error of one constant per operation. */
  constantPerOperation: number;
}

export interface RealReport {
  weights: Weight[];
  fitted: Accuracy;
  heldOut: Accuracy;
  /** Held-out rows by operation, and by kernel. */
  byOperation: Record<string, Accuracy>;
  byKernel: Record<string, Accuracy>;
  predictions: Prediction[];
  ratios: Ratio[];
}

export function realReport(samples: readonly Sample[], weights: readonly Weight[]): RealReport {
  const predictions = samples.map(({ counters, ...sample }): Prediction => {
    const predicted = Math.round(predict(weights, { kernel: sample.kernel, counters }));
    return { ...sample, predicted, error: (predicted - sample.measured) / sample.measured };
  });
  const trained = predictions.filter((each) => each.fitted);
  const tested = predictions.filter((each) => !each.fitted);
  const by = (of: 'row' | 'kernel') =>
    Object.fromEntries(
      [...new Set(tested.map((each) => each[of]))].map((value) => {
        const rows = tested.filter((each) => each[of] === value);
        return [value, accuracy(rows, trained)];
      }),
    );
  return {
    weights: [...weights],
    fitted: accuracy(trained, trained),
    heldOut: accuracy(tested, trained),
    byOperation: by('row'),
    byKernel: by('kernel'),
    predictions,
    ratios: ratiosOf(samples, weights),
  };
}

function accuracy(rows: readonly Prediction[], trained: readonly Prediction[]): Accuracy {
  const constant = quantile(
    trained.map((each) => each.measured),
    0.5,
  );
  const ofOperation = (row: string) => trained.filter((each) => each.row === row).map((each) => each.measured);
  const errorOf = (guess: number, { measured }: Prediction) => Math.abs(guess - measured) / measured;
  const medianOf = (errors: number[]) => quantile(errors, 0.5);
  return {
    rows: rows.length,
    median: medianOf(rows.map(({ error }) => Math.abs(error))),
    ninth: quantile(
      rows.map(({ error }) => Math.abs(error)),
      0.9,
    ),
    constant: medianOf(rows.map((each) => errorOf(constant, each))),
    constantPerOperation: medianOf(rows.map((each) => errorOf(quantile(ofOperation(each.row), 0.5), each))),
  };
}

/** The value that this part of the values does not exceed; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
