/** Maps of the state whose values are never changed, only replaced, or can be taken back by themselves. */
import type { Cell, UndoLog } from './undo_log.ts';

interface Kept<K, V> {
  key: K;
  value: V | undefined;
  had: boolean;
}

/** Going back puts a deleted entry at the end: nothing may depend on the order. */
export class TrackedMap<K, V> extends Map<K, V> implements Cell {
  readonly #log: UndoLog;

  constructor(log: UndoLog) {
    super();
    this.#log = log;
  }

  override set(key: K, value: V): this {
    if (this.#log.open) this.#keep(key);
    return super.set(key, value);
  }

  override delete(key: K): boolean {
    if (this.#log.open) this.#keep(key);
    return super.delete(key);
  }

  override clear(): void {
    for (const key of [...this.keys()]) this.delete(key);
  }

  putBack({ key, value, had }: Kept<K, V>): void {
    if (had) super.set(key, value as V);
    else super.delete(key);
  }

  #keep(key: K): void {
    const kept: Kept<K, V> = { key, value: this.get(key), had: this.has(key) };
    this.#log.keep(this, kept);
  }
}
