/** Pfns to columns: every piece between two boundaries gets a cell at least, the rest goes by length. */

export interface Piece {
  start: number;
  end: number;
  /** Columns it is wide. */
  cells: number;
}

/**
 * Cuts at the boundaries, widest pieces first when there are more pieces than columns would hold. Pieces of equal length
 * are equally wide, so that blocks can be compared; a short piece is drawn wider than it is.
 */
export function scale(boundaries: Iterable<number>, columns: number): Piece[] {
  const edges = [...new Set(boundaries)].sort((a, b) => a - b);
  const pieces = edges.slice(0, -1).map((start, at): Piece => ({ start, end: edges[at + 1]!, cells: 1 }));
  const least = pieces.length < columns / 3 ? 2 : 1;
  const total = pieces.reduce((sum, { start, end }) => sum + end - start, 0);
  const room = Math.max(0, columns - least * pieces.length);
  for (const piece of pieces) piece.cells = least + Math.floor((room * (piece.end - piece.start)) / Math.max(1, total));
  return pieces;
}
