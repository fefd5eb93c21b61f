/**
 * Going back: what each part of the state was before it was first written since the last mark. A part is kept whole, so
 * that a step costs what it touches and not how often, and going back costs what going forth did. Until somebody sets a
 * mark nothing is kept, and a write pays one comparison.
 */

/** A part of the state that can be put back. */
export interface Cell {
  /** What {@link UndoLog.keep} was given for it. */
  putBack(kept: unknown): void;
}

export class UndoLog {
  /** Changes with every mark and every going back: a cell that was kept under another one is kept again. */
  epoch = 0;
  private last = 0;
  private readonly cells: Cell[] = [];
  private readonly kept: unknown[] = [];

  /** Whether anybody may want to go back. */
  get open(): boolean {
    return this.epoch !== 0;
  }

  /** To be called before a cell is written for the first time in an epoch, or each time where the cell keeps single changes. */
  keep(cell: Cell, kept: unknown): void {
    this.cells.push(cell);
    this.kept.push(kept);
  }

  /** The position that {@link rewind} comes back to, any number of times, until it goes to an earlier one. */
  mark(): number {
    this.epoch = ++this.last;
    return this.cells.length;
  }

  rewind(to: number): void {
    for (let at = this.cells.length - 1; at >= to; at--) (this.cells[at] as Cell).putBack(this.kept[at]);
    this.cells.length = to;
    this.kept.length = to;
    this.epoch = ++this.last;
  }
}

/** For what belongs to no machine: a copy, a part of a hibernation image. */
export const noUndo = new UndoLog();
