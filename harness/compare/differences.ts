/** In what several observations differ, by value: where a run is cut is nothing that anybody sees. */
import { isRunField, type Observation, type Scalar } from '../types/observation.ts';
import { runsOfField, showRun, type ValueRun } from '../types/page_run.ts';

export interface ValueDifference {
  field: string;
  /** Of a field of runs the pages, or sections, on which the values differ, as `first+nr`. */
  key: string;
  /** One per observation; null where it has none. */
  values: (Scalar | null)[];
}

/** Every (field, key) of which the observations hold different values, fields and keys in the order in which they are told. */
export function differencesOf(seen: readonly Observation[]): ValueDifference[] {
  return keysOf(seen).flatMap((field) => {
    const maps = seen.map((each) => each[field]);
    if (maps.every((map) => map === maps[0])) return [];
    const found = isRunField(field) ? ofRuns(maps) : ofKeys(maps);
    const told = found.map((each) => ({ field, ...each }));
    // A field that one has without a single key, and another not at all.
    const lacking = maps.map((map) => (map === undefined ? null : 'there'));
    return told.length > 0 || alike(lacking) ? told : [{ field, key: '', values: lacking }];
  });
}

/** Whether nothing differs; most often it is seen from the keys alone. */
export function sameObservation(a: Observation, b: Observation): boolean {
  if (a === b) return true;
  const fields = Object.keys(a);
  if (fields.length !== Object.keys(b).length) return false;
  return fields.every((field) => {
    const [left, right] = [a[field]!, b[field]];
    if (right === undefined) return false;
    return sameMap(left, right) || (isRunField(field) && ofRuns([left, right]).length === 0);
  });
}

type Values = Readonly<Record<string, Scalar>>;
type Keyed = Omit<ValueDifference, 'field'>;

function sameMap(left: Values, right: Values): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}

const alike = (values: readonly unknown[]): boolean => values.every((value) => value === values[0]);

const keysOf = (maps: readonly (object | undefined)[]): string[] => [
  ...new Set(maps.flatMap((map) => Object.keys(map ?? {}))),
];

function ofKeys(maps: readonly (Values | undefined)[]): Keyed[] {
  return keysOf(maps).flatMap((key) => {
    const values = maps.map((map) => map?.[key] ?? null);
    return alike(values) ? [] : [{ key, values }];
  });
}

/** The maps laid over one another: every longest run over which each has one value, where these are not all the same. */
function ofRuns(maps: readonly (Values | undefined)[]): Keyed[] {
  const layers = maps.map((map) => runsOfField(map));
  const ends = layers.flatMap((runs) => runs.flatMap((run) => [run[0], run[1]]));
  const edges = [...new Set(ends)];
  edges.sort((a, b) => a - b);
  const at = layers.map(() => 0);
  const found: { start: number; end: number; values: (Scalar | null)[] }[] = [];
  for (const [index, start] of edges.slice(0, -1).entries()) {
    const end = edges[index + 1]!;
    const values = layers.map((runs, layer) => valueAt(runs, at, layer, start));
    if (alike(values)) continue;
    const last = found.at(-1);
    if (last?.end === start && values.every((value, layer) => value === last.values[layer])) last.end = end;
    else found.push({ start, end, values });
  }
  return found.map(({ start, end, values }) => ({ key: showRun([start, end]), values }));
}

/** Positions are asked for in order; `at` remembers how far each layer is. */
function valueAt(runs: readonly ValueRun<Scalar>[], at: number[], layer: number, position: number): Scalar | null {
  let index = at[layer]!;
  while (index < runs.length && runs[index]![1] <= position) index++;
  at[layer] = index;
  const run = runs[index];
  return run && run[0] <= position ? run[2] : null;
}
