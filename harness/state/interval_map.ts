/**
 * A function from integers to values, constant over runs: the store behind every attribute of pages and sections.
 *
 * Runs are always maximal (neighbours differ), so that equal contents have one form and a long range of equal blocks
 * costs one run. Time is logarithmic in the number of runs for a read, linear in the runs touched for a write.
 */
export type Run<T> = readonly [start: number, end: number, value: T];

export class IntervalMap<T> {
  /** Run i covers [starts[i], starts[i+1]); the first starts at -Infinity, the last never ends. */
  private starts: number[] = [Number.NEGATIVE_INFINITY];
  private values: T[];
  readonly absent: T;

  constructor(absent: T) {
    this.absent = absent;
    this.values = [absent];
  }

  get runCount(): number {
    return this.starts.length;
  }

  private indexOf(position: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  get(position: number): T {
    return this.values[this.indexOf(position)] as T;
  }

  /** First position after `position` at which the value may differ; Infinity when it never does. */
  nextChange(position: number): number {
    return this.starts[this.indexOf(position) + 1] ?? Number.POSITIVE_INFINITY;
  }

  /** First position of the run that holds `position`; -Infinity for the leading run. */
  runStart(position: number): number {
    return this.starts[this.indexOf(position)] as number;
  }

  /** The runs inside [start, end), clipped to it, absent values included. */
  runs(start: number, end: number): Run<T>[] {
    const result: Run<T>[] = [];
    if (start >= end) return result;
    for (let i = this.indexOf(start); i < this.starts.length; i++) {
      const from = Math.max(start, this.starts[i] as number);
      if (from >= end) break;
      result.push([from, Math.min(end, this.starts[i + 1] ?? Number.POSITIVE_INFINITY), this.values[i] as T]);
    }
    return result;
  }

  /** Every run that holds something. */
  present(): Run<T>[] {
    return this.runs(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY).filter(([, , value]) => value !== this.absent);
  }

  set(start: number, end: number, value: T): void {
    if (start >= end) return;
    const first = this.indexOf(start);
    const last = this.indexOf(end - 1);
    const starts: number[] = [];
    const values: T[] = [];
    const push = (at: number, what: T) => {
      const before = values.length > 0 ? values[values.length - 1] : first > 0 ? this.values[first - 1] : undefined;
      if ((values.length > 0 || first > 0) && before === what) return;
      starts.push(at);
      values.push(what);
    };
    const lastEnd = this.starts[last + 1] ?? Number.POSITIVE_INFINITY;
    if ((this.starts[first] as number) < start) push(this.starts[first] as number, this.values[first] as T);
    push(start, value);
    if (end < lastEnd) push(end, this.values[last] as T);
    let until = last + 1;
    const tail = values.length > 0 ? values[values.length - 1] : this.values[first - 1];
    if (until < this.values.length && this.values[until] === tail) until++;
    this.starts.splice(first, until - first, ...starts);
    this.values.splice(first, until - first, ...values);
  }

  /** Change each run inside [start, end) on its own. */
  update(start: number, end: number, change: (value: T) => T): void {
    for (const [from, to, value] of this.runs(start, end)) {
      const next = change(value);
      if (next !== value) this.set(from, to, next);
    }
  }

  clone(): IntervalMap<T> {
    const copy = new IntervalMap<T>(this.absent);
    copy.starts = this.starts.slice();
    copy.values = this.values.slice();
    return copy;
  }
}
