import { costRowsOf } from '../../analysis/cost_rows.ts';
import { evidenceOf, unconfirmedOf } from '../../analysis/evidence.ts';
import { exceptionGroups } from '../../analysis/exception_groups.ts';
import { type Finding, findingsOf } from '../../analysis/findings.ts';
import { divergenceText, groupsText, partingsOf } from '../../analysis/partings.ts';
import { isTie, ranking, type Standing } from '../../analysis/ranking.ts';
import { consequenceText, exceptionText, featureOffText, standingText } from '../../analysis/words.ts';
import { cellWidth, grid } from '../../text/grid.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { Report } from '../../types/report.ts';
import { headLines } from './heads.ts';

export interface SectionOptions {
  paint: Paint;
  columns: number;
  all: boolean;
}

/** How many of a kind are listed before the rest is only counted. */
const few = 8;

export function featureOffSection(report: Report, { paint, columns, all }: SectionOptions): string {
  const { different } = report.featureOff;
  const text = wrap(featureOffText(report), columns, 2);
  if (different === 0) return paint.good(text);
  return [
    paint.warn(text),
    ...limited(
      exceptionGroups(report).map((one) => wrap(`- ${exceptionText(one)}`, columns, 4, 2)),
      all,
    ),
  ].join('\n');
}

export function rankingSection(report: Report, { paint, columns }: SectionOptions): string {
  const standings = ranking(report);
  const { reference } = report.header;
  const judged = standings.filter((standing) => standing.design !== reference);
  const names = new Map(
    standings.map(({ design }) => [design, design === reference ? `${design} (reference)` : design]),
  );
  const width = Math.max(...[...names.values()].map((name) => name.length));
  let place = 0;
  const line = (standing: Standing, mark: string): string => {
    const { because, design } = standing;
    const reason = because ? ` (${because.invariant} in ${because.fixture})` : '';
    const text = `${mark.padStart(2)}  ${names.get(design)!.padEnd(width)}  ${standingText(standing)}${reason}`;
    return paintClass(paint, because?.class, wrap(text, columns, width + 6));
  };
  const lines = judged.map((standing, index) => {
    const previous = judged[index - 1];
    if (previous === undefined || !isTie(previous, standing)) place = index + 1;
    return line(standing, `${place}`);
  });
  const apart = standings.find((standing) => standing.design === reference);
  return [...lines, ...(apart ? [line(apart, '-')] : [])].join('\n');
}

export function costSection(report: Report, { paint, columns, all }: SectionOptions): string {
  const rows = costRowsOf(report, all);
  if (rows.length === 0) return 'The designs do the same work in every operation.';
  const others = report.header.designs.filter(({ id }) => id !== report.header.reference);
  const perOperation = new Map<string, number>();
  const shown = rows.filter((row) => {
    const count = (perOperation.get(row.operation) ?? 0) + 1;
    perOperation.set(row.operation, count);
    return all || count <= few;
  });
  const heads = others.map((design) => headLines(design).join('\n'));
  const widths = heads.map((head, index) => Math.max(cellWidth(head), ...shown.map((row) => row.cells[index]!.length)));
  const used = 7 + 2 + widths.reduce((sum, width) => sum + width + 2, 0);
  const counterWidth = Math.min(Math.max(16, ...shown.map((row) => row.counter.length)), Math.max(16, columns - used));
  const tooWide = used + counterWidth > columns;
  const body = shown.map((row, index) => {
    const repeated = shown[index - 1]?.operation === row.operation;
    return [
      repeated ? '' : row.operation,
      row.counter,
      ...row.cells.map((cell) => (cell === 'same' ? paint.dim(cell) : cell)),
    ];
  });
  const rest = rows.length - shown.length;
  const more = rest > 0 ? `\n${rest} more counters differ; --all shows them.` : '';
  if (tooWide)
    return (
      costLines(
        others.map(({ id }) => id),
        shown,
        columns,
      ) + more
    );
  const head = ['', 'counted work', ...heads.map((text) => text.split('\n').map(paint.bold).join('\n'))];
  return grid([head, ...body], { widths: [7, counterWidth, ...widths] }) + more;
}

/** For more designs than fit side by side: the equal ones are named together. */
function costLines(designs: string[], rows: ReturnType<typeof costRowsOf>, columns: number): string {
  const lines = rows.map((row) => {
    const byCell = new Map<string, string[]>();
    for (const [index, cell] of row.cells.entries()) byCell.set(cell, [...(byCell.get(cell) ?? []), designs[index]!]);
    const parts = [...byCell].filter(([cell]) => cell !== 'same').map(([cell, ids]) => `${cell}: ${ids.join(', ')}`);
    return wrap(`${row.operation} ${row.counter}  ${parts.join('; ')}`, columns, 4);
  });
  return lines.join('\n');
}

export function findingsSection(report: Report, { paint, columns, all }: SectionOptions): string {
  const findings = findingsOf(report);
  return limited(
    findings.map((finding) => findingText(finding, paint, columns)),
    all,
  ).join('\n');
}

function findingText(finding: Finding, paint: Paint, columns: number): string {
  const { design, what, message, where, step, stepTitle, fixtures, replay } = finding;
  const others = fixtures.length > 1 ? ` and ${fixtures.length - 1} more` : '';
  const title = `✖ ${design}: ${consequenceText(finding)}, ${what} in ${fixtures[0]}${others}`;
  const lines = [paintClass(paint, finding.class, wrap(title, columns, 4))];
  lines.push(wrap(`step ${step + 1} ${stepTitle}: ${message}`, columns, 4, 2));
  if (where !== '') lines.push(wrap(`at ${where}`, columns, 4, 2));
  lines.push(`  $ ${replay}`);
  return lines.join('\n');
}

export function partingsSection(report: Report, { paint, columns, all }: SectionOptions): string {
  const partings = partingsOf(report);
  return partings
    .map(({ groups, fixtures }) => {
      const lines = fixtures.map((fixture) => wrap(`- ${fixture.fixture}, ${divergenceText(fixture)}`, columns, 4, 2));
      return [paint.bold(wrap(groupsText(groups), columns, 2)), ...limited(lines, all)].join('\n');
    })
    .join('\n');
}

export function evidenceSection(report: Report, { columns, all }: SectionOptions): string {
  const evidence = evidenceOf(report);
  const rows = evidence.map(({ design, checked, unchecked, confirmedVerdicts, verdicts }) => {
    const names = unchecked.map(shortName);
    const shown = all ? names : names.slice(0, 4);
    const more = names.length > shown.length ? `, +${names.length - shown.length}` : '';
    const counts = [`${checked.length} of ${checked.length + unchecked.length}`, `${confirmedVerdicts} of ${verdicts}`];
    return [design, ...counts, `${shown.join(', ')}${more}`];
  });
  const table = [['', 'functions\nconfirmed', 'verdicts on\nthem only', 'not confirmed by any recording'], ...rows];
  const widths = [0, 1, 2].map((index) => Math.max(...table.map((row) => cellWidth(row[index]!))));
  const rest = columns - widths.reduce((sum, width) => sum + width + 2, 0);
  const wanted = unconfirmedOf(evidence).flatMap(({ name, by }) => (by ? [[shortName(name), by]] : []));
  const lines = wanted.map(([name, by]) => wrap(`- ${name}: ${by}`, columns, 4, 2));
  return [
    grid(table, { widths: [...widths, Math.max(20, rest)] }),
    ...(lines.length > 0 ? ['What would confirm them (explain FIXTURE names those behind one verdict)'] : []),
    ...limited(lines, all),
  ].join('\n');
}

/** `mm/memory_hotplug.c:online_pages@oscar@v5` as `online_pages`: whose it is, the row says. */
function shortName(id: string): string {
  return id.replace(/@.*$/, '').replace(/^.*:/, '');
}

function limited(lines: string[], all: boolean): string[] {
  if (all || lines.length <= few) return lines;
  return [...lines.slice(0, few), `  ... ${lines.length - few} more; --all shows them.`];
}
