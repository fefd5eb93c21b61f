/** Rows (the first is the head) in columns, or as a table in Markdown. */
export function rowsText(rows: readonly (readonly string[])[], format: 'pretty' | 'markdown'): string {
  if (format === 'markdown') {
    const [first, ...rest] = rows;
    return [first!, first!.map(() => '---'), ...rest].map((row) => `| ${row.join(' | ')} |`).join('\n');
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
