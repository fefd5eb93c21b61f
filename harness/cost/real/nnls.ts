/**
 * Least squares with no negative coefficient, by coordinate descent on the normal equations. Columns are scaled to
 * length one first; the order of the columns decides nothing but the last digits.
 */
export function nonNegativeLeastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const width = rows[0]?.length ?? 0;
  const scale = Array.from(
    { length: width },
    (_, j) => Math.sqrt(rows.reduce((sum, row) => sum + row[j]! ** 2, 0)) || 1,
  );
  const scaled = rows.map((row) => row.map((value, j) => value / scale[j]!));
  const gram = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_, j) => scaled.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  const right = Array.from({ length: width }, (_, j) =>
    scaled.reduce((sum, row, at) => sum + row[j]! * targets[at]!, 0),
  );
  const x = new Array<number>(width).fill(0);
  for (let sweep = 0; sweep < 200_000; sweep++) {
    let moved = 0;
    for (let j = 0; j < width; j++) {
      const diagonal = gram[j]![j]!;
      if (diagonal === 0) continue;
      const gradient = gram[j]!.reduce((sum, g, i) => sum + g * x[i]!, 0) - right[j]!;
      const next = Math.max(0, x[j]! - gradient / diagonal);
      moved = Math.max(moved, Math.abs(next - x[j]!));
      x[j] = next;
    }
    if (moved < 1e-9) break;
  }
  return x.map((value, j) => value / scale[j]!);
}
