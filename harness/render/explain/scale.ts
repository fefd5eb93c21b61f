/** Pfns to columns: every piece between two boundaries gets a cell at least, the rest goes by length. */

export interface Piece {
  start: number;
  end: number;
  /** Columns it is wide. */
  cells: number;
}

/**
 * Cuts at the boundaries. Where there are more pieces than columns, neighbours are drawn as one, the shortest first, so that
 * the map is never wider than it may be. Pieces of equal length are equally wide, so that blocks can be compared; a short
 * piece is drawn wider than it is.
 */
export function scale(boundaries: Iterable<number>, columns: number): Piece[] {
  const edges = [...new Set(boundaries)].sort((a, b) => a - b);
  const pieces = fitted(
    edges.slice(0, -1).map((start, at): Piece => ({ start, end: edges[at + 1]!, cells: 1 })),
    Math.max(1, columns),
  );
  const least = pieces.length < columns / 3 ? 2 : 1;
  const total = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  const room = Math.max(0, columns - least * pieces.length);
  for (const piece of pieces) piece.cells = least + Math.floor((room * (piece.end - piece.start)) / Math.max(1, total));
  return pieces;
}

/** At most `most` pieces: runs of short neighbours are joined, by a length that grows until all fit. */
function fitted(pieces: readonly Piece[], most: number): Piece[] {
  let joined = [...pieces];
  const span = (joined.at(-1)?.end ?? 0) - (joined[0]?.start ?? 0);
  for (let length = Math.ceil(span / most); joined.length > most; length *= 2) {
    const next: Piece[] = [];
    for (const piece of joined) {
      const last = next.at(-1);
      if (last && piece.end - last.start <= length) last.end = piece.end;
      else next.push({ ...piece });
    }
    joined = next;
  }
  return joined;
}
