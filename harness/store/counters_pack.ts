import { sortedCounters } from '../state/counters.ts';
import type { Counters } from '../types/result.ts';

/** Counters as changes of others, `[name, count, name, count]` with names by number; a null takes a counter away. */
export type PackedCounters = (number | null)[];

/** The numbers of names, given in the order in which the names are first met. */
export interface Names {
  readonly list: string[];
  of(name: string): number;
}

export function namesFrom(list: string[] = []): Names {
  const numbers = new Map(list.map((name, number) => [name, number]));
  return {
    list,
    of(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, list.length);
      return list.push(name) - 1;
    },
  };
}

export function packCounters(base: Counters, counters: Counters, names: Names): PackedCounters {
  const packed: PackedCounters = [];
  for (const [name, count] of Object.entries(counters)) if (base[name] !== count) packed.push(names.of(name), count);
  for (const name of Object.keys(base)) if (counters[name] === undefined) packed.push(names.of(name), null);
  return packed;
}

/** `base` has its names in order, as the result has. Throws a RangeError for a number without a name. */
export function unpackCounters(base: Counters, packed: PackedCounters, names: Names): Counters {
  // Most are the same: reading a report is most of what a second `compare` does.
  if (packed.length === 0) return base;
  const counters = { ...base };
  let grown = Object.keys(base).length === 0;
  for (let at = 0; at < packed.length; at += 2) {
    const name = names.list[packed[at] ?? -1];
    if (name === undefined) throw new RangeError(`counter ${packed[at]} has no name`);
    const count = packed[at + 1] ?? null;
    grown ||= counters[name] === undefined;
    if (count === null) delete counters[name];
    else counters[name] = count;
  }
  return grown ? sortedCounters(counters) : counters;
}

/** Numbers in rising order as ranges: `0-4,7,9-11`. */
export function packNumbers(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

export function unpackNumbers(packed: string): number[] {
  if (packed === '') return [];
  return packed.split(',').flatMap((range) => {
    const [first = Number.NaN, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
