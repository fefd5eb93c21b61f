/**
 * Two designs in lockstep over all that either does by one alphabet on one machine: whether anybody can tell them apart,
 * and by which shortest sequence. Read from two graphs; no step of the model is made.
 */
import { numbered } from './alike.ts';
import { type Apart, looksApart, outcomesApart } from './apart.ts';
import {
  type DifferenceKind,
  differenceKinds,
  type MoveKind,
  moveKinds,
  notWalked,
  type RestKind,
  restKinds,
  type StateGraph,
} from './graph.ts';

/** What is seen first of one kind. */
export interface DesignDifference extends Apart {
  kind: DifferenceKind;
  /** Places of moves, from boot on; it shows during the last one, or after it. */
  path: number[];
  /** Their titles. */
  steps: string[];
  /** Kinds in which the designs had differed already before the last move: this one may follow from them. */
  after: DifferenceKind[];
}

/** Two designs on one machine. */
export interface Proof {
  a: string;
  b: string;
  machine: string;
  alphabet: string;
  compared: DifferenceKind[];
  /** Pairs of states that a sequence leads both designs to. */
  states: number;
  complete: boolean;
  /** Why it is not: what cut either graph. */
  cut?: string;
  /** Then every sequence of so many moves was compared, and no longer one. */
  within?: number;
  /** At most one of each kind, the shortest first. None, and complete: equal. */
  differences: DesignDifference[];
}

/** What user space, or another part of the kernel, can see. */
export const comparedUnlessTold: readonly DifferenceKind[] = differenceKinds.filter(
  (kind) => kind !== 'hidden' && kind !== 'locks',
);

const bit = (kind: DifferenceKind): number => 1 << differenceKinds.indexOf(kind);
const kindsIn = (bits: number): DifferenceKind[] => differenceKinds.filter((kind) => bits & bit(kind));
const count = (bits: number): number => kindsIn(bits).length;

/** A pair of states on the way. */
interface Pair {
  a: number;
  b: number;
  depth: number;
  from: Pair | undefined;
  /** The move that leads here from there. */
  move: number;
  /** Kinds that differed before that move. */
  before: number;
  /** And with what differed during it. */
  until: number;
}

/** Errors: Error for graphs that are not of the same machine and alphabet. */
export function product(a: StateGraph, b: StateGraph, compared: readonly DifferenceKind[] = comparedUnlessTold): Proof {
  checkAlike(a, b);
  const width = a.moves.length;
  const [ofA, ofB] = numbered([a, b]);
  const resting = restKinds.filter((kind) => compared.includes(kind));
  const moving = moveKinds.filter((kind) => compared.includes(kind));
  const found = new Map<DifferenceKind, DesignDifference>();
  const within = Math.min(a.within ?? Number.POSITIVE_INFINITY, b.within ?? Number.POSITIVE_INFINITY);
  let walked = true;

  const atRest = (pair: Pair): number =>
    resting.reduce((bits, kind) => bits | (ofA!.rest[kind][pair.a] === ofB!.rest[kind][pair.b] ? 0 : bit(kind)), 0);
  const duringMove = (one: number, other: number): number => {
    const differs = (kind: MoveKind): boolean => ofA!.moves[kind][one] !== ofB!.moves[kind][other];
    // What a kernel returned and told until it was gone is part of its going.
    const over = a.outcomes[one]!.died || b.outcomes[other]!.died;
    const kinds = over ? moving.filter((kind) => kind === 'death') : moving;
    return kinds.reduce((bits, kind) => bits | (differs(kind) ? bit(kind) : 0), 0);
  };
  const tell = (bits: number, path: () => number[], before: number, apart: (kind: DifferenceKind) => Apart): void => {
    for (const kind of kindsIn(bits)) {
      if (found.has(kind)) continue;
      const moves = path();
      const steps = moves.map((move) => a.moves[move]!.title);
      found.set(kind, { kind, path: moves, steps, after: kindsIn(before & ~bit(kind)), ...apart(kind) });
    }
  };

  const first: Pair = { a: 0, b: 0, depth: 0, from: undefined, move: -1, before: 0, until: 0 };
  const known = new Map<number, Pair>([[0, first]]);
  const queue = [first];
  for (const pair of queue) {
    const rest = atRest(pair);
    tell(
      rest,
      () => pathTo(pair),
      pair.before,
      (kind) => {
        const side = (graph: StateGraph, state: number) =>
          graph.seen[kind as RestKind][graph.looks[kind as RestKind][state]!]!;
        return looksApart(side(a, pair.a), side(b, pair.b));
      },
    );
    if (pair.depth === within) continue;
    const before = pair.until | rest;
    for (let move = 0; move < width; move++) {
      const [inA, inB] = [pair.a * width + move, pair.b * width + move];
      const [toA, toB] = [a.next[inA]!, b.next[inB]!];
      if (toA === notWalked || toB === notWalked) walked = false;
      const [one, other] = [a.outcome[inA]!, b.outcome[inB]!];
      // A move that applies to one side alone was told by the blocks that it applies to.
      if (one < 0 || other < 0) continue;
      const during = duringMove(one, other);
      tell(
        during,
        () => [...pathTo(pair), move],
        before,
        (kind) => outcomesApart(kind as MoveKind, a.moves[move]!, a.outcomes[one]!, b.outcomes[other]!),
      );
      if (toA < 0 || toB < 0) continue;
      const next: Pair = { a: toA, b: toB, depth: pair.depth + 1, from: pair, move, before, until: before | during };
      const key = toA * b.states + toB;
      const there = known.get(key);
      if (there === undefined) {
        known.set(key, next);
        queue.push(next);
        // Of ways of one length, that on which least differed.
      } else if (there.depth === next.depth && count(next.until) < count(there.until)) Object.assign(there, next);
    }
  }
  const cut = [a.cut, b.cut].filter((why) => why !== undefined);
  return {
    a: a.design,
    b: b.design,
    machine: a.machine,
    alphabet: a.alphabet,
    compared: [...compared],
    states: known.size,
    complete: walked && cut.length === 0,
    ...(cut.length > 0 ? { cut: [...new Set(cut)].join('; ') } : {}),
    ...(Number.isFinite(within) ? { within } : {}),
    // Sorted as they were found but for their length: the sort is stable.
    differences: [...found.values()].sort((one, other) => one.path.length - other.path.length),
  };
}

function pathTo(pair: Pair): number[] {
  const path: number[] = [];
  for (let at = pair; at.from; at = at.from) path.push(at.move);
  return path.reverse();
}

function checkAlike(a: StateGraph, b: StateGraph): void {
  const alphabet = ({ machine, moves }: StateGraph): string =>
    JSON.stringify([machine, moves.map(({ title }) => title)]);
  if (alphabet(a) !== alphabet(b))
    throw new Error(`${a.design} on ${a.machine} and ${b.design} on ${b.machine} were not walked by the same moves`);
}
