const widest = 120;

/**
 * The line of `text` with a caret under columns `column` to `column + length - 1` (1-based), numbered as compilers do.
 * A line too long for a screen is cut around the caret; tabs become one space so that the caret stays in place.
 */
export function frame(text: string, line: number, column: number, length = 1): string {
  const source = text.split('\n', line)[line - 1];
  if (source === undefined) return '';
  const clean = source.replace(/\r$/, '').replace(/[\t\p{Cc}]/gu, ' ');
  const from = column > widest ? column - widest / 2 : 1;
  const shown = clean.slice(from - 1, from - 1 + widest);
  const gutter = `${line} | `;
  const room = Math.max(1, shown.length - (column - from));
  const caret = '^'.repeat(Math.max(1, Math.min(length, room)));
  return `  ${gutter}${shown}\n  ${' '.repeat(gutter.length - 2)}| ${' '.repeat(column - from)}${caret}`;
}
