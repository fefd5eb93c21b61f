/** What `bench` found, for a terminal and as Markdown. */
import type { BenchResult, TimedDesign } from '../../cost/bench/bench_report.ts';
import { rowsText } from '../../text/rows_text.ts';

export function renderBench(results: readonly BenchResult[], format: 'pretty' | 'markdown'): string {
  const head = 'Time of this model, not of a kernel: each operation as the model does it, over and over.';
  const marker = format === 'markdown' ? '- ' : '';
  const notes = notesOf(results).map((note) => marker + note);
  const hint = results.some(({ left }) => Object.keys(left).length > 0)
    ? 'A design whose result is wrong is not timed; --wrong-too times it all the same, and marks it.'
    : '';
  const mark = format === 'markdown' ? '### ' : '';
  const parts = results.map(
    (each) => `${mark}${each.operation} on ${each.machine}\n${mark && '\n'}${rowsText(rowsOf(each), format)}`,
  );
  return `${[head, ...parts, notes.join('\n'), hint].filter(Boolean).join('\n\n')}\n`;
}

/** `1.9x slower`, `fastest`, `as fast` where the intervals overlap. */
function relativeWord({ relative, tied }: TimedDesign, index: number): string {
  if (index === 0) return 'fastest';
  return tied ? `as fast (${relative.toFixed(2)}x)` : `${relative.toFixed(relative < 10 ? 2 : 0)}x slower`;
}

const rowsOf = ({ designs }: BenchResult): string[][] => [
  ['design', 'median', 'margin', 'relative'],
  ...designs.map((each, index) => [
    each.design,
    `${Number(each.microseconds.toPrecision(3))} us`,
    `+-${each.margin.toFixed(1)}%`,
    `${relativeWord(each, index)}${each.wrong ? ', wrong' : ''}`,
  ]),
];

/** Why designs are not timed, or timed although wrong; each reason once. */
function notesOf(results: readonly BenchResult[]): string[] {
  const places = new Map<string, string[]>();
  for (const { operation, machine, designs, left } of results) {
    const reasons = [
      ...Object.entries(left).map(([design, why]) => `${design} is not timed: ${why}`),
      ...designs.flatMap(({ design, wrong }) => (wrong ? [`${design} is timed although wrong: ${wrong}`] : [])),
    ];
    for (const reason of reasons) places.set(reason, [...(places.get(reason) ?? []), `(${operation}) on ${machine}`]);
  }
  return [...places].map(([reason, where]) =>
    where.length === results.length ? reason : `${reason}, in ${where.join(', ')}`,
  );
}
