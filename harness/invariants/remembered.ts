/**
 * What an invariant remembers between two steps: a set, and nothing else. It is part of the state of a run: taken back with
 * the machine, and in its hash, so that the same machine with another past is another state only where a verdict may differ.
 */
import { type HashSum, hashOfText, hashOfValue } from '../state/hash.ts';
import type { Cell, UndoLog } from '../state/undo_log.ts';

export class Remembered<T extends string | number> implements Cell, Iterable<T> {
  #items: ReadonlySet<T> = new Set();
  readonly #undo: UndoLog;
  readonly #seed: number;

  /** `name` tells memories apart. */
  constructor(undo: UndoLog, name: string) {
    this.#undo = undo;
    this.#seed = hashOfText(name);
  }

  get size(): number {
    return this.#items.size;
  }

  has(item: T): boolean {
    return this.#items.has(item);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items[Symbol.iterator]();
  }

  add(item: T): void {
    if (!this.#items.has(item)) this.#become(new Set([...this.#items, item]));
  }

  delete(item: T): void {
    if (this.#items.has(item)) this.#become(new Set([...this.#items].filter((each) => each !== item)));
  }

  /** It is these from now on. */
  replace(items: readonly T[]): void {
    if (items.length !== this.size || items.some((item) => !this.has(item))) this.#become(new Set(items));
  }

  #become(items: ReadonlySet<T>): void {
    if (this.#undo.open) this.#undo.keep(this, this.#items);
    this.#items = items;
  }

  putBack(items: ReadonlySet<T>): void {
    this.#items = items;
  }

  addHash(sum: HashSum): void {
    for (const item of this.#items) sum.add(this.#seed, hashOfValue(item), 1);
  }
}
