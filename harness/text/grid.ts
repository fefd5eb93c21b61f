import { table } from 'table';

const blank = {
  topBody: '',
  topJoin: '',
  topLeft: '',
  topRight: '',
  bottomBody: '',
  bottomJoin: '',
  bottomLeft: '',
  bottomRight: '',
};
const border = {
  ...blank,
  bodyLeft: '',
  bodyRight: '',
  bodyJoin: '',
  joinBody: '─',
  joinLeft: '',
  joinRight: '',
  joinJoin: '',
};

export interface GridOptions {
  /** Width per column, without the gap; text that is longer is wrapped. */
  widths: number[];
  /** Spaces between columns, 2 unless told. */
  gap?: number;
  /** Columns set to the right, by index. */
  right?: number[];
  /** Draw a line after each row, not only after the head. */
  ruled?: boolean;
}

/** Rows (the first is the head) in aligned columns with a line under the head. Cells may hold line breaks. */
export function grid(rows: string[][], options: GridOptions): string {
  const { widths, gap = 2, right = [], ruled = false } = options;
  const last = widths.length - 1;
  const text = table(rows, {
    border,
    columns: widths.map((width, index) => ({
      width,
      wrapWord: true,
      paddingLeft: 0,
      paddingRight: index === last ? 0 : gap,
      alignment: right.includes(index) ? 'right' : 'left',
    })),
    drawHorizontalLine: (line, count) => line === 1 || (ruled && line > 1 && line < count),
  });
  return text.replace(/[ \t]+$/gm, '').trimEnd();
}

/** Widest line of a cell, in characters; cells measured here hold no colour. */
export function cellWidth(cell: string): number {
  return Math.max(0, ...cell.split('\n').map((line) => line.length));
}
