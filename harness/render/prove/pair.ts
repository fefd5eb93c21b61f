/** Two designs held against each other, for a terminal. */

import { type PairProof, type SharedDifference, sharedDifferences } from '../../explore/prove.ts';
import {
  comparedText,
  kindWords,
  machinesText,
  type Proven,
  stepsText,
  triedText,
  valueText,
  verdictText,
} from '../../explore/proven.ts';
import type { Paint } from '../../text/paint.ts';
import { clipped } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';

export interface ProveLayout {
  paint: Paint;
  columns: number;
}

/** As many values as somebody reads. */
const most = 8;

export function renderPair(proven: Proven, pair: PairProof, { paint, columns }: ProveLayout): string {
  const { machines } = pair;
  const equal = machines.filter(({ differences, complete }) => complete && differences.length === 0);
  const cut = machines.filter(({ complete }) => !complete);
  const lines = [
    paint.bold(`${pair.a} and ${pair.b}`),
    wrap(`${triedText(proven)}: ${proven.about}`, columns),
    wrap(`compared: ${comparedText(proven)}`, columns, 10),
    '',
    wrap(verdictText(proven, pair), columns),
    ...sharedDifferences(pair).flatMap((shared) => ['', ...differenceLines(pair, shared, { paint, columns })]),
  ];
  if (equal.length > 0) lines.push('', ...listed(`Equal on ${machinesText(equal.length)}`, equal, columns));
  const whyOf = ({ cut: why = 'cut', within = 0 }: PairProof['machines'][number]): string =>
    `${why}; everything within ${stepsText(within)} was compared`;
  for (const why of new Set(cut.map(whyOf))) {
    const of = cut.filter((proof) => whyOf(proof) === why);
    lines.push('', ...listed(`Not walked to the end on ${machinesText(of.length)} (${why})`, of, columns));
  }
  return lines.join('\n');
}

const listed = (head: string, machines: PairProof['machines'], columns: number): string[] => [
  wrap(
    `${head}: ${machines.map(({ machine, states }) => `${machine} (${states} joint states)`).join(', ')}`,
    columns,
    2,
  ),
];

function differenceLines(pair: PairProof, { difference, machines }: SharedDifference, layout: ProveLayout): string[] {
  const { paint, columns } = layout;
  const { kind, steps, after } = difference;
  const keys = Object.keys(difference.a);
  const rows = [
    [`on ${machines[0]}`, pair.a, pair.b],
    ...keys.slice(0, most).map((key) => [key, valueText(difference.a[key]), valueText(difference.b[key])]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = ([key = '', one = '', other = '']: string[]): string =>
    clipped(`    ${key.padEnd(widths[0]!)}  ${one.padEnd(widths[1]!)}  ${other}`, columns).trimEnd();
  const rest = keys.length - most;
  return [
    paint.warn(
      wrap(
        `${kindWords[kind] === kind ? kind : `${kind} (${kindWords[kind]})`}, after ${stepsText(steps.length)}, on ${machinesText(machines.length)}`,
        columns,
      ),
    ),
    ...steps.map((step, at) => `  ${at + 1}. ${step}`),
    ...rows.map(line),
    ...(rest > 0 ? [`    and ${rest} more: --format json`] : []),
    ...(after.length > 0
      ? [paint.dim(wrap(`  on the way there they differ in ${after.join(', ')} already`, columns, 2))]
      : []),
    ...(machines.length > 1 ? [paint.dim(wrap(`  so on ${machines.slice(1).join(', ')}`, columns, 2))] : []),
  ];
}
