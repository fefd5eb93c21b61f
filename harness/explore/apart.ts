/** In what two sides differ, value by value. */
import { errnoName } from '../types/errno.ts';
import type { Observation, Scalar } from '../types/observation.ts';
import { joinedValues, runsOfField, showRun, type ValueRun } from '../types/page_run.ts';
import type { Move, MoveKind, MoveOutcome } from './graph.ts';
import { absentValue } from './look.ts';

/** What one side shows, by what it is: `zone.spanned 0:Normal`. null: there is no such thing. */
export type SideShown = Record<string, Scalar | null>;

/** Both with the same keys: those at which they differ. */
export interface Apart {
  a: SideShown;
  b: SideShown;
}

const isRuns = (values: Readonly<Record<string, Scalar>>): boolean =>
  Object.keys(values).every((key) => /^\d+\+\d+$/.test(key));

const keysOf = (...maps: readonly object[]): string[] => [...new Set(maps.flatMap((map) => Object.keys(map)))];

/** Values that two looks show differently. Runs of pages are cut where either changes. */
export function looksApart(a: Observation, b: Observation): Apart {
  const apart: Apart = { a: {}, b: {} };
  const put = (key: string, one: Scalar | null, other: Scalar | null): void => {
    if (one === other) return;
    apart.a[key] = one;
    apart.b[key] = other;
  };
  for (const field of keysOf(a, b)) {
    const [one, other] = [a[field] ?? {}, b[field] ?? {}];
    if (isRuns(one) && isRuns(other))
      for (const [start, end, [left, right]] of together(runsOfField(one), runsOfField(other)))
        put(`${field} ${showRun([start, end])}`, left, right);
    else {
      const absent = absentValue(field);
      for (const key of keysOf(one, other)) put(`${field} ${key}`, one[key] ?? absent, other[key] ?? absent);
    }
  }
  return apart;
}

type Both = readonly [Scalar | null, Scalar | null];

/** The runs over both, each with the two values that it has. */
function together(a: readonly ValueRun<Scalar>[], b: readonly ValueRun<Scalar>[]): ValueRun<Both>[] {
  const ends = [...a, ...b].flatMap(([start, end]) => [end, start]);
  const edges = [...new Set(ends)].sort((one, other) => one - other);
  const at = (runs: readonly ValueRun<Scalar>[], pfn: number): Scalar | null =>
    runs.find(([start, end]) => start <= pfn && pfn < end)?.[2] ?? null;
  const pairs = new Map<string, Both>();
  const pieces = edges.slice(0, -1).map((start, which): ValueRun<Both> => {
    const pair: Both = [at(a, start), at(b, start)];
    const key = JSON.stringify(pair);
    if (!pairs.has(key)) pairs.set(key, pair);
    return [start, edges[which + 1]!, pairs.get(key)!];
  });
  return joinedValues(pieces);
}

/** What a kind tells of a move, piece by piece. */
function piecesOf(kind: MoveKind, { steps }: Move, { rets, notifier, locks, died }: MoveOutcome): SideShown {
  switch (kind) {
    case 'return':
      return Object.fromEntries(rets.map((ret, at) => [steps[at]?.title ?? `action ${at + 1}`, retText(ret)]));
    case 'notifier':
      return Object.fromEntries(notifier.map((event, at) => [`event ${at + 1}`, event]));
    case 'locks':
      return Object.fromEntries(locks.map((what) => [what, 'seen']));
    case 'death':
      return { kernel: died ? `${died.kind}: ${died.message}` : 'lives' };
  }
}

const retText = (ret: number): Scalar => (ret === 0 ? 0 : errnoName(ret));

export function outcomesApart(kind: MoveKind, move: Move, a: MoveOutcome, b: MoveOutcome): Apart {
  const [one, other] = [piecesOf(kind, move, a), piecesOf(kind, move, b)];
  const keys = keysOf(one, other).filter((key) => (one[key] ?? null) !== (other[key] ?? null));
  const of = (side: SideShown): SideShown => Object.fromEntries(keys.map((key) => [key, side[key] ?? null]));
  return { a: of(one), b: of(other) };
}
