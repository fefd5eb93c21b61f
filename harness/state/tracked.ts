/** Objects of the state: every write to a field is journaled, can be taken back, and is in the hash. */
import { HashSum, hashOfText, hashOfValue } from './hash.ts';
import type { Journal } from './journal.ts';
import type { Cell, UndoLog } from './undo_log.ts';

/** Where writes are told, and who does them. */
export interface TrackedState {
  readonly journal: Journal;
  readonly undo: UndoLog;
  readonly calls: readonly string[];
  readonly locks: readonly string[];
}

/** The fields of an object at some time. */
interface Kept {
  values: unknown[];
  inner: readonly number[];
  hashed: boolean;
  low: number;
  high: number;
}

/** What an object counts as where another refers to it: by what it is called, or by what is in it. */
export type CountsAs = 'name' | 'content';

const sum = new HashSum();
const inside = new HashSum();
const none: readonly number[] = [];

/** What all tracked objects have in common; their fields are accessors of a class made for each kind. */
class Tracked implements Cell {
  #state: TrackedState | undefined;
  #name: string;
  readonly #seed: number;
  #values: unknown[];
  #epoch = 0;
  #hashed = false;
  #low = 0;
  #high = 0;
  /** Places of what counts by its content, as of the last hash. */
  #inner: readonly number[] = none;
  readonly #fields: readonly string[];
  readonly #countsAs: CountsAs;

  constructor(
    state: TrackedState | undefined,
    name: string,
    initial: unknown[],
    fields: readonly string[],
    as: CountsAs,
  ) {
    this.#state = state;
    this.#name = name;
    this.#seed = hashOfText(name);
    this.#values = initial;
    this.#fields = fields;
    this.#countsAs = as;
    // What did not exist at the mark need not be kept.
    this.#epoch = state?.undo.epoch ?? 0;
    for (const value of initial) this.#adopt(value);
  }

  static read(of: Tracked, place: number): unknown {
    return of.#values[place];
  }

  static write(of: Tracked, place: number, to: unknown): void {
    const from = of.#values[place];
    if (from === to) return;
    const state = of.#state;
    if (state && of.#epoch !== state.undo.epoch) {
      const kept: Kept = { values: of.#values, inner: of.#inner, hashed: of.#hashed, low: of.#low, high: of.#high };
      state.undo.keep(of, kept);
      of.#epoch = state.undo.epoch;
      of.#values = of.#values.slice();
    }
    of.#values[place] = to;
    of.#hashed = false;
    if (!state) return;
    of.#adopt(to);
    const { journal, calls, locks } = state;
    if (of.#name === '' || !journal.wants(locks)) return;
    const by = calls[calls.length - 1] ?? '';
    journal.record({ object: of.#name, field: of.#fields[place] as string, from, to, by, locks: journal.told(locks) });
  }

  putBack(kept: Kept): void {
    this.#values = kept.values;
    this.#inner = kept.inner;
    this.#hashed = kept.hashed;
    this.#low = kept.low;
    this.#high = kept.high;
  }

  /** An object that was nobody's belongs to the state from when one of the state's refers to it. */
  #adopt(value: unknown): void {
    if (!this.#state || !(value instanceof Tracked) || value.#state) return;
    value.#state = this.#state;
    value.#epoch = this.#state.undo.epoch;
  }

  static addHash(of: Tracked, to: HashSum): void {
    const seed = of.#seed;
    const values = of.#values;
    if (!of.#hashed) {
      sum.clear();
      const inner: number[] = [];
      for (let place = 0; place < values.length; place++) {
        const value = values[place];
        if (value instanceof Tracked) {
          if (value.#countsAs === 'name') sum.add(seed, place, value.#seed);
          else inner.push(place);
        } else if (!Array.isArray(value)) sum.add(seed, place, hashOfValue(value));
      }
      of.#hashed = true;
      of.#inner = inner.length === 0 ? none : inner;
      of.#low = sum.low;
      of.#high = sum.high;
    }
    to.addSum(of.#low, of.#high);
    for (const place of of.#inner) {
      // What counts by its content has nothing in it that does.
      inside.clear();
      Tracked.addHash(values[place] as Tracked, inside);
      to.add(seed ^ place, inside.low, inside.high);
    }
  }
}

/** Add the hash of an object's content to `to`; its name is part of it. */
export function addHashOf(of: object, to: HashSum): void {
  if (of instanceof Tracked) Tracked.addHash(of, to);
}

type TrackedClass = new (state: TrackedState | undefined, name: string, initial: unknown[]) => object;

/** A class with one accessor per field; values by the field's place, which reads faster than by name. */
function trackedClass(fields: readonly string[], as: CountsAs): TrackedClass {
  class TrackedObject extends Tracked {
    constructor(state: TrackedState | undefined, name: string, initial: unknown[]) {
      super(state, name, initial, fields, as);
    }
  }
  for (const [place, field] of fields.entries())
    Object.defineProperty(TrackedObject.prototype, field, {
      enumerable: true,
      get(this: Tracked) {
        return Tracked.read(this, place);
      },
      set(this: Tracked, to: unknown) {
        Tracked.write(this, place, to);
      },
    });
  return TrackedObject;
}

/**
 * Makes objects whose field writes go to the journal; the first one's fields are those of all. Without a state it is
 * nobody's until an object of the state refers to it. Without a name its writes are not told.
 */
export function trackedFactory<T extends object>(
  as: CountsAs = 'name',
): (state: TrackedState | undefined, name: string, fields: T) => T {
  let made: TrackedClass | undefined;
  return (state, name, fields) => {
    made ??= trackedClass(Object.keys(fields), as);
    return new made(state, name, Object.values(fields)) as T;
  };
}
