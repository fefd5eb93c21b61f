/** Predicted against measured, for a terminal and as Markdown. */
import type { Weight } from '../../cost/costs_file.ts';
import type { Accuracy, Prediction, RealReport } from '../../cost/real/accuracy.ts';
import type { Ratio } from '../../cost/real/ratios.ts';
import { rowsText } from '../../text/rows_text.ts';

const percent = (part: number): string => `${(100 * part).toFixed(part < 0.1 ? 1 : 0)}%`;
const thousands = (instructions: number): string => (instructions / 1000).toFixed(1);

const accuracyRow = (name: string, { rows, median, ninth, constant, constantPerOperation }: Accuracy): string[] => [
  name,
  String(rows),
  percent(median),
  percent(ninth),
  percent(constant),
  percent(constantPerOperation),
];

const head = ['rows', 'number', 'median error', '9 in 10 within', 'one constant', 'one constant per operation'];

/** `all` also lists every prediction. */
export function renderReal(report: RealReport, format: 'pretty' | 'markdown', all: boolean): string {
  const accuracy = [
    head,
    accuracyRow('fitted on', report.fitted),
    accuracyRow('held out', report.heldOut),
    ...Object.entries(report.byKernel).map(([kernel, each]) => accuracyRow(`held out, ${kernel}`, each)),
    ...Object.entries(report.byOperation).map(([row, each]) => accuracyRow(`held out, ${row}`, each)),
  ];
  const shown = all ? report.predictions : sizes(report.predictions);
  const predictions = [
    ['kernel', 'block', 'stack', 'operation', 'measured', 'predicted', 'error', ''],
    ...shown.map(predictionRow),
  ];
  const parts = [
    'Guest instructions of real kernels under QEMU (-icount), and what counted work times weights predicts.',
    rowsText(accuracy, format),
    'Relative to the unpatched kernel with the feature off (x):',
    rowsText([['stack', 'operation', 'counted', 'predicted', 'measured'], ...ratioRows(report.ratios, all)], format),
    all
      ? 'Every row, thousands of instructions:'
      : 'Unpatched releases by block size, thousands of instructions (--all: every row):',
    rowsText(predictions, format),
  ];
  return `${parts.join('\n\n')}\n`;
}

function predictionRow({
  kernel,
  blockMiB,
  column,
  stack,
  row,
  measured,
  predicted,
  error,
  fitted,
}: Prediction): string[] {
  const off = column.endsWith(' off') ? ' off' : '';
  const sign = error < 0 ? '-' : '+';
  const words = `${sign}${percent(Math.abs(error))}`;
  return [
    kernel,
    `${blockMiB}M`,
    stack + off,
    row,
    thousands(measured),
    thousands(predicted),
    words,
    fitted ? 'fitted' : 'held out',
  ];
}

/** Those of the kernels that have all designs, unless all are asked for. */
function ratioRows(ratios: readonly Ratio[], all: boolean): string[][] {
  const first = ratios[0]?.table;
  return ratios
    .filter(({ table }) => all || table === first)
    .map(({ stack, row, counted, predicted, measured }) => [
      stack,
      row,
      ...[counted, predicted, measured].map((ratio) => ratio.toFixed(3)),
    ]);
}

/** One shipped kernel, by size: what a reader checks first. */
const sizes = (predictions: readonly Prediction[]): Prediction[] =>
  predictions.filter(
    ({ kernel, column, row }) => kernel === 'debian-6.1' && column === 'S' && !row.includes(',') && row !== 'add',
  );

/** The `weights` section of fixtures/costs.yaml. */
export function weightsYaml(weights: readonly Weight[]): string {
  const lines = weights.map(({ counter, kernel, instructions, origin }) => {
    const of = kernel === undefined ? '' : `, kernel: ${kernel}`;
    return `  - { counter: ${JSON.stringify(counter)}${of}, instructions: ${instructions}, origin: ${JSON.stringify(origin)} }`;
  });
  return `${['weights:', ...lines].join('\n')}\n`;
}
