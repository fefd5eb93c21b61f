import type { Analysis } from '../../analysis/analysis.ts';
import type { WorkRow } from '../../analysis/work.ts';
import { cellWidth, grid } from '../../text/grid.ts';
import { wrap } from '../../text/wrap.ts';
import { headLines } from './heads.ts';
import { few, type SectionOptions } from './sections.ts';

export function workSection({ header, workRows }: Analysis, { paint, columns, all }: SectionOptions): string {
  const rows = workRows.filter(({ spread }) => all || spread > 1);
  if (rows.length === 0) return 'The designs do the same work in every operation.';
  const others = header.designs.filter(({ id }) => id !== header.reference);
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
      workLines(
        others.map(({ id }) => id),
        shown,
        columns,
      ) + more
    );
  const head = ['', 'counted work', ...heads.map((text) => text.split('\n').map(paint.bold).join('\n'))];
  return grid([head, ...body], { widths: [7, counterWidth, ...widths] }) + more;
}

/** For more designs than fit side by side: the equal ones are named together. */
function workLines(designs: string[], rows: readonly WorkRow[], columns: number): string {
  const lines = rows.map((row) => {
    const byCell = new Map<string, string[]>();
    for (const [index, cell] of row.cells.entries()) byCell.set(cell, [...(byCell.get(cell) ?? []), designs[index]!]);
    const parts = [...byCell].filter(([cell]) => cell !== 'same').map(([cell, ids]) => `${cell}: ${ids.join(', ')}`);
    return wrap(`${row.operation} ${row.counter}  ${parts.join('; ')}`, columns, 4);
  });
  return lines.join('\n');
}
