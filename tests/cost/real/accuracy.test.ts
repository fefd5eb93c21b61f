import { expect, test } from 'vitest';
import { readCosts } from '../../../harness/cost/costs_file.ts';
import { quantile, realReport } from '../../../harness/cost/real/accuracy.ts';
import { readMeasurements } from '../../../harness/cost/real/measurements.ts';
import { samplesOf } from '../../../harness/cost/real/samples.ts';
import { fitWeights } from '../../../harness/cost/real/weights.ts';

const samples = samplesOf(readMeasurements());
const { weights } = readCosts();
const report = realReport(samples, weights);

test('held-out rows of real kernels are predicted within 15% at the median, far better than by a constant', () => {
  expect(report.heldOut.rows).toBeGreaterThan(100);
  expect(report.heldOut.median).toBeLessThan(0.15);
  expect(report.heldOut.constant).toBeGreaterThan(10 * report.heldOut.median);
});

test('each operation is within 15% on its own', () => {
  for (const { median } of Object.values(report.byOperation)) expect(median).toBeLessThan(0.15);
});

test('block sizes and designs that nothing was fitted on are among the held-out rows', () => {
  const held = report.predictions.filter((each) => !each.fitted);
  const fitted = report.predictions.filter((each) => each.fitted);
  const sizes = new Set(held.filter(({ kernel }) => kernel === 'debian-6.1').map(({ blockMiB }) => blockMiB));
  for (const size of [256, 1024]) {
    expect(sizes).toContain(size);
    expect(fitted.some(({ blockMiB }) => blockMiB === size)).toBe(false);
  }
  for (const column of ['A', 'B3f', 'B2b']) {
    expect(held.some((each) => each.column === column)).toBe(true);
    expect(fitted.some((each) => each.column === column)).toBe(false);
  }
});

test('every operation that was measured could be counted', () => {
  const { tables } = readMeasurements();
  const figures = tables.reduce((sum, { columns, rows }) => sum + columns.length * Object.keys(rows).length, 0);
  expect(samples.length).toBe(figures);
});

test('the committed weights predict what newly fitted ones do: else run `cost --update`', () => {
  const anew = realReport(samples, fitWeights(samples)).predictions;
  const apart = report.predictions.map(({ predicted }, at) => Math.abs(predicted / anew[at]!.predicted - 1));
  expect(quantile(apart, 0.95)).toBeLessThan(0.01);
});

test('weights fitted on figures of another world predict this one badly', () => {
  const shuffled = samples.map((sample, at) => ({
    ...sample,
    measured: samples[(at * 37 + 11) % samples.length]!.measured,
  }));
  expect(realReport(samples, fitWeights(shuffled)).heldOut.median).toBeGreaterThan(0.15);
});
