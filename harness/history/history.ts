/** The whole table: each bug looked for blindly, and what is said of changes that changed nothing. */
import { type Blind, type BlindOptions, lookBlindly } from './blind.ts';
import type { MendedBug, Neutral } from './entry.ts';
import { mendedBugs } from './mended.ts';
import { beyond, neutral } from './neutral.ts';

export interface HistoryRow extends Blind {
  title: string;
  commit: string | null;
  at: string;
  about: string;
}

export interface History extends BlindOptions {
  inScope: number;
  found: number;
  /** Of `found`, those that an invariant tells without a look at the mended revision. */
  byInvariant: number;
  bugs: HistoryRow[];
  /** Neutral changes about which something is said. */
  falseAlarms: number;
  neutral: HistoryRow[];
  beyond: typeof beyond;
}

const rowOf = ({ title, commit, at, about }: MendedBug | Neutral, blind: Blind): HistoryRow => ({
  ...blind,
  title,
  commit: commit ?? null,
  at,
  about,
});

export const isFound = ({ byInvariant, byParting }: Blind): boolean =>
  byInvariant !== undefined || byParting !== undefined;

/** `told` hears of each before it is looked for. */
export function historyOf(options: BlindOptions, told: (done: number, id: string) => void = () => undefined): History {
  let done = 0;
  const look = (entry: MendedBug | Neutral, toTheEnd: boolean): HistoryRow => {
    told(done++, entry.id);
    return rowOf(entry, lookBlindly(entry, options, toTheEnd));
  };
  const bugs = mendedBugs.map((entry) => look(entry, false));
  const silent = neutral.map((entry) => look(entry, true));
  return {
    ...options,
    inScope: bugs.length,
    found: bugs.filter(isFound).length,
    byInvariant: bugs.filter(({ byInvariant }) => byInvariant !== undefined).length,
    bugs,
    falseAlarms: silent.filter((row) => isFound(row) || row.worse.length > 0).length,
    neutral: silent,
    beyond,
  };
}

/** How many there are to be looked at. */
export const historyLength = mendedBugs.length + neutral.length;
