/** What nobody saw of a real kernel: whoever asks for it is told so, and is never given a value in its place. */
import { IntervalMap, type Run } from '../../state/interval_map.ts';

/** Thrown where an invariant asks for what was not observed. */
export class NotObservable extends Error {
  /** `page.state`, `free pages`. */
  readonly what: string;

  constructor(what: string) {
    super(`${what} is not observable`);
    this.name = 'NotObservable';
    this.what = what;
  }
}

/** What was asked for since somebody last looked, and could only be told without its unseen part. */
export class Omitted extends Set<string> {}

/** An attribute of pages or sections that was seen in part: known runs answer, the others throw. */
export class SeenMap<T> extends IntervalMap<T> {
  private readonly hidden = new IntervalMap<boolean>(false);
  private readonly what: string;
  private readonly leftOut: Omitted;

  constructor(absent: T, what: string, leftOut: Omitted) {
    super(absent);
    this.what = what;
    this.leftOut = leftOut;
  }

  hide(start: number, end: number): void {
    this.hidden.set(start, end, true);
  }

  show(start: number, end: number): void {
    this.hidden.set(start, end, false);
  }

  private unknown(): NotObservable {
    return new NotObservable(this.what);
  }

  override get(position: number): T {
    if (this.hidden.get(position)) throw this.unknown();
    return super.get(position);
  }

  override nextChange(position: number): number {
    if (this.hidden.get(position)) throw this.unknown();
    return Math.min(super.nextChange(position), this.hidden.nextChange(position));
  }

  private isSeen(start: number, end: number): boolean {
    return this.hidden.runs(start, end).every(([, , is]) => !is);
  }

  override runs(start: number, end: number): Run<T>[] {
    if (!this.isSeen(start, end)) throw this.unknown();
    return super.runs(start, end);
  }

  /** Whoever finds what they look for in what was seen has found it; who does not cannot know. */
  override visit(start: number, end: number, look: (from: number, to: number, value: T) => boolean): void {
    let ended = false;
    const told = (from: number, to: number, value: T): boolean => {
      ended = look(from, to, value);
      return ended;
    };
    for (const [from, to, is] of this.hidden.runs(start, end)) {
      if (!is) super.visit(from, to, told);
      if (ended) return;
    }
    if (!this.isSeen(start, end)) throw this.unknown();
  }

  /** A copy to compare with another one: of what was seen. */
  override clone(): IntervalMap<T> {
    const copy = new IntervalMap<T>(this.absent);
    for (const [from, to, is] of this.hidden.runs(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)) {
      if (is) this.leftOut.add(this.what);
      else for (const run of super.runs(from, to)) copy.set(...run);
    }
    return copy;
  }

  override equals(other: IntervalMap<T>): boolean {
    return this.clone().equals(other);
  }
}

/** One of which nothing was seen above `from`. */
export function unseenMap<T>(absent: T, what: string, leftOut: Omitted, from = Number.NEGATIVE_INFINITY): SeenMap<T> {
  const map = new SeenMap(absent, what, leftOut);
  map.hide(from, Number.POSITIVE_INFINITY);
  return map;
}

/** Properties that are not named throw, so that what a reader of the model asks beside them is noticed. */
export function onlyThese<T extends object>(known: object, what: (name: string) => string): T {
  return new Proxy(known, {
    get(target, name, receiver) {
      if (name in target) return Reflect.get(target, name, receiver);
      throw new NotObservable(what(String(name)));
    },
  }) as T;
}
