/** Pfns to columns: every piece between two boundaries gets a cell at least, the rest goes by length. */
import { meets, type PageRun } from '../../types/page_run.ts';

export interface Piece {
  start: number;
  end: number;
  /** Columns it is wide. */
  cells: number;
  /** Nothing is there: it is drawn short, however long it is. */
  gap?: boolean;
}

const gapCells = 2;

/**
 * Cuts at the boundaries. Where there are more pieces than columns, neighbours are drawn as one, the shortest first, so that
 * the map is never wider than it may be. Pieces of equal length are equally wide, so that blocks can be compared; a short
 * piece is drawn wider than it is, and a gap shorter.
 */
export function scale(boundaries: Iterable<number>, columns: number, gaps: readonly PageRun[] = []): Piece[] {
  const edges = [...new Set(boundaries)].sort((a, b) => a - b);
  const pieces = fitted(
    edges.slice(0, -1).map((start, at): Piece => {
      const end = edges[at + 1]!;
      return { start, end, cells: 1, ...(gaps.some((gap) => meets(gap, [start, end])) ? { gap: true } : {}) };
    }),
    Math.max(1, columns),
  );
  const least = pieces.length < columns / 3 ? gapCells : 1;
  const length = ({ start, end, gap }: Piece): number => (gap ? 0 : end - start);
  const total = pieces.reduce((sum, piece) => sum + length(piece), 0);
  const room = Math.max(0, columns - least * pieces.length);
  for (const piece of pieces) piece.cells = least + Math.floor((room * length(piece)) / Math.max(1, total));
  return pieces;
}

/** At most `most` pieces: runs of short neighbours are joined, by a length that grows until all fit; gaps last. */
function fitted(pieces: readonly Piece[], most: number): Piece[] {
  let joined = [...pieces];
  const span = (joined.at(-1)?.end ?? 0) - (joined[0]?.start ?? 0);
  const total = pieces.reduce((sum, { start, end, gap }) => sum + (gap ? 0 : end - start), 0);
  for (let length = Math.ceil(total / most); joined.length > most && length < 2 * span; length *= 2) {
    const next: Piece[] = [];
    for (const piece of joined) {
      const last = next.at(-1);
      const whole = !last?.gap && !piece.gap;
      if (last && whole && piece.end - last.start <= length) last.end = piece.end;
      else next.push({ ...piece });
    }
    joined = next;
  }
  const gaps = pieces.some(({ gap }) => gap);
  return joined.length > most && gaps
    ? fitted(
        pieces.map(({ gap: _, ...piece }) => piece),
        most,
      )
    : joined;
}
