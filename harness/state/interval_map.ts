/**
 * A function from integers to values, constant over runs: the store behind every attribute of pages and sections.
 *
 * Runs are always maximal (neighbours differ), so that equal contents have one form and a long range of equal blocks
 * costs one run. Time is logarithmic in the number of runs for a read, linear in the runs for a write. A copy costs
 * nothing until one of the two is written.
 */
import { type HashSum, hashOfNumber, hashOfText, hashOfValue, HashSum as Sum } from './hash.ts';
import { type Cell, noUndo, type UndoLog } from './undo_log.ts';

export type Run<T> = readonly [start: number, end: number, value: T];

/** The content of a map at some time. */
interface Kept<T> {
  starts: number[];
  values: T[];
  hashed: boolean;
  low: number;
  high: number;
}

const own = new Sum();

export class IntervalMap<T> implements Cell {
  /** Run i covers [starts[i], starts[i+1]); the first starts at -Infinity, the last never ends. */
  private starts: number[] = [Number.NEGATIVE_INFINITY];
  private values: T[];
  readonly absent: T;
  /** Whether a copy, or the log, holds the same lists. */
  private shared = false;
  private readonly log: UndoLog;
  private epoch = 0;
  private readonly seed: number;
  private hashed = false;
  private low = 0;
  private high = 0;

  /** `name` tells maps apart that one hash is made of. */
  constructor(absent: T, log: UndoLog = noUndo, name = '') {
    this.absent = absent;
    this.values = [absent];
    this.log = log;
    this.seed = hashOfText(name);
  }

  get runCount(): number {
    return this.starts.length;
  }

  private indexOf(position: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  get(position: number): T {
    return this.values[this.indexOf(position)] as T;
  }

  /** First position after `position` at which the value may differ; Infinity when it never does. */
  nextChange(position: number): number {
    const next = this.indexOf(position) + 1;
    return next < this.starts.length ? (this.starts[next] as number) : Number.POSITIVE_INFINITY;
  }

  /** First position of the run that holds `position`; -Infinity for the leading run. */
  runStart(position: number): number {
    return this.starts[this.indexOf(position)] as number;
  }

  /** The runs inside [start, end), clipped to it, absent values included. */
  runs(start: number, end: number): Run<T>[] {
    const result: Run<T>[] = [];
    if (start >= end) return result;
    const { starts, values } = this;
    const last = starts.length - 1;
    for (let i = this.indexOf(start); i <= last; i++) {
      const from = Math.max(start, starts[i] as number);
      if (from >= end) break;
      result.push([from, i < last ? Math.min(end, starts[i + 1] as number) : end, values[i] as T]);
    }
    return result;
  }

  /** Tell each run inside [start, end), clipped to it, until one is answered with true. */
  visit(start: number, end: number, look: (from: number, to: number, value: T) => boolean): void {
    if (start >= end) return;
    const { starts, values } = this;
    const last = starts.length - 1;
    for (let i = this.indexOf(start); i <= last; i++) {
      const from = Math.max(start, starts[i] as number);
      if (from >= end) return;
      if (look(from, i < last ? Math.min(end, starts[i + 1] as number) : end, values[i] as T)) return;
    }
  }

  /** Every run that holds something. */
  present(): Run<T>[] {
    return this.runs(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).filter(([, , value]) => value !== this.absent);
  }

  /** To be called before every change of the lists. */
  private write(): void {
    if (this.epoch !== this.log.epoch) {
      this.log.keep(this, this.kept());
      this.epoch = this.log.epoch;
      this.shared = true;
    }
    if (this.shared) {
      this.starts = this.starts.slice();
      this.values = this.values.slice();
      this.shared = false;
    }
    this.hashed = false;
  }

  private kept(): Kept<T> {
    const { starts, values, hashed, low, high } = this;
    return { starts, values, hashed, low, high };
  }

  putBack(kept: Kept<T>): void {
    this.starts = kept.starts;
    this.values = kept.values;
    this.hashed = kept.hashed;
    this.low = kept.low;
    this.high = kept.high;
    this.shared = true;
  }

  set(start: number, end: number, value: T): void {
    if (start >= end) return;
    const first = this.indexOf(start);
    const firstEnd = first + 1 < this.starts.length ? (this.starts[first + 1] as number) : Number.POSITIVE_INFINITY;
    const inOne = end <= firstEnd;
    if (inOne && this.values[first] === value) return;
    const last = inOne ? first : this.indexOf(end - 1);
    this.write();
    const { starts, values } = this;
    const lastEnd = last + 1 < starts.length ? (starts[last + 1] as number) : Number.POSITIVE_INFINITY;
    const lastValue = values[last] as T;
    // What of the first run stays in front, or the run before it where that has the value already.
    const keepsFront = (starts[first] as number) < start;
    const joinsFront = keepsFront ? values[first] === value : first > 0 && values[first - 1] === value;
    const keepsBack = end < lastEnd;
    const joinsBack = keepsBack ? lastValue === value : last + 1 < values.length && values[last + 1] === value;
    // Entries [from, until) are replaced by the new run, unless it is a part of the one in front, and the rest of the last.
    const from = keepsFront ? first + 1 : first;
    const until = keepsBack ? last + 1 : joinsBack ? last + 2 : last + 1;
    const adds = (joinsFront ? 0 : 1) + (keepsBack && !joinsBack ? 1 : 0);
    move(starts, values, until, from + adds);
    let at = from;
    if (!joinsFront) {
      starts[at] = start;
      values[at++] = value;
    }
    if (keepsBack && !joinsBack) {
      starts[at] = end;
      values[at] = lastValue;
    }
  }

  /** Change each run inside [start, end) on its own. */
  update(start: number, end: number, change: (value: T) => T): void {
    for (const [from, to, value] of this.runs(start, end)) {
      const next = change(value);
      if (next !== value) this.set(from, to, next);
    }
  }

  /** Whether both hold the same everywhere. */
  equals(other: IntervalMap<T>): boolean {
    if (this.starts === other.starts && this.values === other.values) return true;
    if (this.starts.length !== other.starts.length) return false;
    for (let i = 0; i < this.starts.length; i++)
      if (this.starts[i] !== other.starts[i] || this.values[i] !== other.values[i]) return false;
    return true;
  }

  clone(): IntervalMap<T> {
    const copy = new IntervalMap<T>(this.absent);
    copy.starts = this.starts;
    copy.values = this.values;
    copy.shared = true;
    this.shared = true;
    return copy;
  }

  /** Add the hash of the content to `sum`. */
  addHash(sum: HashSum): void {
    if (!this.hashed) this.rehash(hashOfValue);
    sum.addSum(this.low, this.high);
  }

  /** The same, with each value counted as its place in the order of all that are there: for running numbers. */
  addHashByRank(sum: HashSum): void {
    if (!this.hashed) {
      const order = [...new Set(this.values)].sort((a, b) => Number(a) - Number(b));
      this.rehash((value) => order.indexOf(value as T));
    }
    sum.addSum(this.low, this.high);
  }

  private rehash(of: (value: unknown) => number): void {
    const { starts, values, seed } = this;
    own.clear();
    for (let i = 0; i < values.length; i++)
      own.add(seed, i === 0 ? 0x2b992ddf : hashOfNumber(starts[i] as number), of(values[i]));
    this.hashed = true;
    this.low = own.low;
    this.high = own.high;
  }
}

/** Move the entries from `source` on to begin at `target`, in both lists. */
function move(starts: number[], values: unknown[], source: number, target: number): void {
  const length = starts.length;
  if (target < source) {
    for (let at = source; at < length; at++) {
      starts[at - source + target] = starts[at] as number;
      values[at - source + target] = values[at];
    }
    starts.length = length - source + target;
    values.length = length - source + target;
  } else if (target > source) {
    // Room first: a list must not have holes.
    for (let at = source; at < target; at++) {
      starts.push(0);
      values.push(undefined);
    }
    for (let at = length - 1; at >= source; at--) {
      starts[at - source + target] = starts[at] as number;
      values[at - source + target] = values[at];
    }
  }
}
