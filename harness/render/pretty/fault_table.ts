import type { Analysis } from '../../analysis/analysis.ts';
import { type FaultRow, faultsByClass } from '../../analysis/faults.ts';
import { classMeanings } from '../../analysis/legend.ts';
import { paintClass } from '../../text/paint.ts';
import { clipped } from '../../text/visible.ts';
import { wrap } from '../../text/wrap.ts';
import type { SectionOptions } from './sections.ts';

/** More designs than these are named below each fault. */
const mostColumns = 12;
const cellWidth = 3;
const fixtures = 'fixtures';

interface Layout {
  designs: string[];
  /** Of a fault's title. */
  title: number;
  takes: number;
}

/**
 * Faults by class, the worst first, against the designs by place, the reference last: ● has it, · has not; what designs
 * from files have comes first, and so do they. At most `most` faults; the others are counted.
 */
export function faultTable(analysis: Analysis, options: SectionOptions, most = Number.POSITIVE_INFINITY): string {
  const { faults, focus } = analysis;
  if (!faults.known) return 'Nobody looked for faults in this report.';
  if (faults.rows.length === 0) return 'No design has a fault.';
  const { paint, columns } = options;
  const all = analysis.columns;
  const designs = all.length > mostColumns ? [] : all;
  const takes = Math.max(...faults.rows.map((row) => row.takes.length));
  // What stands right of the columns: what it takes and how many fixtures, or the end of a name.
  const beside = [
    2 + takes + 1 + fixtures.length,
    ...designs.map(({ length }, at) => 2 + length - (designs.length - at) * cellWidth),
  ];
  const title = columns - '  '.length - designs.length * cellWidth - Math.max(...beside);
  const layout = { designs, title, takes };
  let room = most;
  const lines = groupsOf(focus, faults.rows).flatMap(({ head, class: name, rows }) => {
    const shown = rows.slice(0, Math.max(0, room));
    room -= shown.length;
    const rest = rows.length - shown.length;
    return [
      `${paint.bold(head)}${paint.dim(`: ${classMeanings[name]}`)}`,
      ...shown.flatMap((row) => [
        paintClass(paint, name, rowText(row, layout)),
        ...(designs.length === 0 ? [wrap(row.fault.designs.join(', '), columns, 6, 6)] : []),
      ]),
      ...(rest > 0 ? [`  ${rest} more of class ${name}: --all`] : []),
    ];
  });
  const total = (design: string): string =>
    `${faults.standings.find((standing) => standing.design === design)!.faults.length}`;
  const foot = designs.length === 0 ? [] : [`  ${'faults'.padEnd(title)} ${cells(designs, total)}`.trimEnd()];
  return [...headLines(layout), ...lines, ...foot].join('\n');
}

/** By class; what a design from a file has comes before what only others have. */
function groupsOf(focus: readonly string[], rows: readonly FaultRow[]) {
  const classes = (those: readonly FaultRow[], who: string) =>
    faultsByClass(those).map((group) => ({ ...group, head: who === '' ? group.class : `${who}: ${group.class}` }));
  if (focus.length === 0) return classes(rows, '');
  const own = rows.filter((row) => row.focus);
  const others = rows.filter((row) => !row.focus);
  return [...classes(own, focus.join(', ')), ...classes(others, 'others')];
}

function rowText({ fault, takes }: FaultRow, layout: Layout): string {
  const has = cells(layout.designs, (design) => (fault.designs.includes(design) ? '●' : '·'));
  const title = clipped(fault.short ?? fault.title, layout.title).padEnd(layout.title);
  return `  ${title} ${has} ${takes.padEnd(layout.takes)} ${`${fault.seenIn.length}`.padStart(fixtures.length)}`;
}

const cells = (designs: readonly string[], text: (design: string) => string): string =>
  designs
    .map((design) =>
      text(design)
        .padStart(cellWidth - 1)
        .padEnd(cellWidth),
    )
    .join('');

/** The name of each design above its column, as stairs; the other columns are named beside the first that has room. */
function headLines({ designs, title, takes }: Layout): string[] {
  const indent = ' '.repeat('  '.length + title + 1);
  const stairs = designs.map((design, at) => `${indent}${' │ '.repeat(at)} ${design}`);
  const words = `${'takes'.padEnd(takes)} ${fixtures}`;
  const from = indent.length + designs.length * cellWidth + 1;
  const at = stairs.findIndex((line) => line.length < from);
  if (at === -1) return [...stairs, `${' '.repeat(from)}${words}`];
  return stairs.map((line, index) => (index === at ? `${line.padEnd(from)}${words}` : line));
}
