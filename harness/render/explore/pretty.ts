/** An exploration on one screen: the answer, a line per design, then the faults with the shortest way to each. */
import type { Exploration, ExploredFault, ExploreFinding } from '../../explore/exploration.ts';
import { cellWidth, grid } from '../../text/grid.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import { answerText, boundText, designLines, newFaults, walkText } from './words.ts';

export interface ExploreLayout {
  paint: Paint;
  columns: number;
  /** Known faults with their walks too. */
  all: boolean;
}

export function prettyExploration(exploration: Exploration, { paint, columns, all }: ExploreLayout): string {
  const { faults, findings } = exploration;
  const fresh = newFaults(faults);
  const known = faults.filter((fault) => fault.known);
  const unexplained = findings.filter(({ fault }) => fault === undefined);
  return [
    paint.bold(wrap(answerText(exploration), columns)),
    paint.dim(wrap(boundText(exploration), columns)),
    '',
    table(exploration),
    ...fresh.flatMap((fault) => ['', faultText(fault, paint, columns)]),
    ...(known.length > 0 ? ['', 'Known from the corpus:'] : []),
    ...known.flatMap((fault) => (all ? ['', faultText(fault, paint, columns)] : [knownLine(fault, columns)])),
    ...unexplainedLines(unexplained, paint, columns),
  ].join('\n');
}

function table(exploration: Exploration): string {
  const rows = [
    ['design', 'states', 'transitions', 'faults', 'not in the corpus', ''],
    ...designLines(exploration).map(({ design, states, transitions, end, known, others }) => [
      design,
      states.toLocaleString('en'),
      transitions.toLocaleString('en'),
      String(known + others),
      String(others),
      end,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => cellWidth(row[column]!))));
  return grid(rows, { widths, right: [1, 2, 3, 4] });
}

function faultText(
  { id, title, class: worst, exposure, designs, mendedBy, ...shown }: ExploredFault,
  paint: Paint,
  columns: number,
): string {
  const mended = mendedBy.length > 0 ? [`mended by ${mendedBy.join(', ')}`] : [];
  return [
    wrap(
      `${paintClass(paint, worst, worst)}${exposure === 'plain' ? '' : ` (${exposure})`}: ${paint.bold(title)}`,
      columns,
      2,
    ),
    wrap(`${[id, designs.join(', '), ...mended].join('; ')}`, columns, 4, 2),
    wrap(walkText(shown), columns, 4, 2),
    `  $ ${shown.replay}`,
  ].join('\n');
}

function knownLine({ id, knownAs, designs, ...shown }: ExploredFault, columns: number): string {
  return `${wrap(`${knownAs ?? id}; ${designs.join(', ')}`, columns, 4, 2)}\n${wrap(walkText(shown), columns, 6, 4)}`;
}

/** Of what no exchange of functions tells the cause, as of what a reader comes to, so many are told. */
const most = 6;

function unexplainedLines(findings: readonly ExploreFinding[], paint: Paint, columns: number): string[] {
  const first = new Map<string, ExploreFinding>();
  for (const each of findings) {
    const key = `${each.invariant} ${each.class} ${each.designs.join()}`;
    if (!first.has(key)) first.set(key, each);
  }
  const shown = [...first.values()].slice(0, most);
  if (shown.length === 0) return [];
  const rest = findings.length - shown.length;
  return [
    '',
    'Without a cause that exchanging functions would tell:',
    ...shown.flatMap(({ class: worst, message, designs, replay, ...walk }) => [
      wrap(`${paintClass(paint, worst, worst)}: ${message}; ${designs.join(', ')}`, columns, 4, 2),
      wrap(walkText(walk), columns, 6, 4),
      `    $ ${replay}`,
    ]),
    ...(rest > 0 ? [`  and ${rest} more of their kind: --format json`] : []),
  ];
}
