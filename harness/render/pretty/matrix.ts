import type { Analysis } from '../../analysis/analysis.ts';
import { type FoldedRow, foldRows, type MatrixCell } from '../../analysis/matrix.ts';
import { classWords, legend, provenanceWords, verdictWords } from '../../analysis/words.ts';
import { cellWidth, grid } from '../../text/grid.ts';
import { type Paint, paintClass } from '../../text/paint.ts';
import { wrap } from '../../text/wrap.ts';
import type { ReportDesign } from '../../types/report.ts';
import { headLines } from './heads.ts';
import type { SectionOptions } from './sections.ts';

const narrowestFixture = 20;
const gap = 2;

/** The matrix fixtures x designs, in words where they fit, otherwise with lettered columns and a legend. */
export function matrixSection({ header, matrix: { rows, alike } }: Analysis, options: SectionOptions): string {
  const shown = options.all ? rows.map((row) => ({ ...row, others: [] })) : foldRows(rows.filter((row) => row.differs));
  const parts: string[] = [];
  if (shown.length > 0) {
    const heads = header.designs.map(headOf);
    const widths = heads.map((head, index) => {
      return Math.max(cellWidth(head), ...shown.map((row) => cellWidth(wideCell(row.cells[index]))));
    });
    const fixtureWidth = options.columns - widths.reduce((sum, width) => sum + width + gap, 0);
    const fits = fixtureWidth >= narrowestFixture;
    parts.push(fits ? wide(shown, heads, [fixtureWidth, ...widths], options) : narrow(header.designs, shown, options));
    if (shown.some((row) => row.cells.some((cell) => cell.unconfirmed)))
      parts.push(options.paint.dim(wrap(legend, options.columns, 2)));
  }
  if (shown.some(({ others }) => others.length > 0))
    parts.push(options.paint.dim('fixtures on which every design fares alike share a row; --all shows each'));
  if (alike !== '' && !options.all) parts.push(wrap(alike, options.columns));
  return parts.join('\n');
}

function wide(rows: FoldedRow[], heads: string[], widths: number[], { paint }: SectionOptions): string {
  const longest = Math.max(...rows.map((row) => cellWidth(nameOf(row, widths[0]!))));
  const body = rows.map((row) => [
    nameOf(row, widths[0]!),
    ...row.cells.map((cell) =>
      wideCell(cell)
        .split('\n')
        .map((line) => paintCell(paint, cell, line))
        .join('\n'),
    ),
  ]);
  const head = ['fixture', ...heads.map((text) => text.split('\n').map(paint.bold).join('\n'))];
  return grid([head, ...body], { widths: [Math.min(widths[0]!, Math.max(longest, 7)), ...widths.slice(1)], gap });
}

function narrow(designs: readonly ReportDesign[], rows: FoldedRow[], { paint, columns }: SectionOptions): string {
  const cell = 4;
  const fixtureWidth = Math.max(12, columns - designs.length * (cell + 1) - gap);
  const body = rows.map((row) => [
    nameOf(row, fixtureWidth),
    ...row.cells.map((each) =>
      narrowCell(each)
        .split('\n')
        .map((line) => paintCell(paint, each, line))
        .join('\n'),
    ),
  ]);
  const head = ['fixture', ...designs.map((_, index) => paint.bold(letter(index)))];
  const widths = [fixtureWidth + 1, ...designs.map(() => cell)];
  const names = designs.map(
    (design, index) => `  ${letter(index)}  ${design.id} (${provenanceWords[design.provenance]})`,
  );
  const verdictKey = Object.values(verdictWords).map(({ short, word }) => `${short} ${word}`);
  const classKey = Object.entries(classWords).map(([name, { short }]) => `${short} ${name}`);
  const key = [verdictKey, classKey].map((words) => paint.dim(wrap(words.join(', '), columns, 2, 2))).join('\n');
  return `${grid([head, ...body], { widths, gap: 1 })}\n${names.join('\n')}\n${key}`;
}

/** `oscar` over `@v5` over `posted`. */
function headOf(design: ReportDesign): string {
  return [...headLines(design), provenanceWords[design.provenance]].join('\n');
}

/** `veto/pinned` over `and 12 more`; an id that is too long is broken at its slash. */
function nameOf({ fixture, others }: FoldedRow, width: number): string {
  const id = fixture.fixture;
  const name = id.length <= width ? id : id.replace(/\//g, '/\n ');
  return others.length === 0 ? name : `${name}\n  and ${others.length} more`;
}

function wideCell(cell: MatrixCell | undefined): string {
  if (cell === undefined) return '';
  const { glyph, word } = verdictWords[cell.verdict];
  const line = `${glyph} ${word}${cell.unconfirmed ? '°' : ''}`;
  return cell.worst === undefined ? line : `${line}\n  ${classWords[cell.worst].word}`;
}

function narrowCell(cell: MatrixCell): string {
  const line = `${verdictWords[cell.verdict].short}${cell.unconfirmed ? '°' : ''}`;
  return cell.worst === undefined ? line : `${line}\n${classWords[cell.worst].short}`;
}

function paintCell(paint: Paint, cell: MatrixCell, text: string): string {
  return cell.verdict === 'ok' ? paint.good(text) : paintClass(paint, cell.worst, text);
}

function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : `${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
}
