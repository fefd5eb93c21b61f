import type { Report, ReportResult } from '../types/report.ts';
import type { ReportDiff } from './changes.ts';

/** How far what goes wrong in one result was known from an older report. */
export interface Known {
  /** Faults that it shows, by id. */
  faults: string[];
  /** Those of them that are new or worse. */
  fresh: string[];
  /** True where all that is wrong was wrong before: a fault that was known, or the same as before on the same fixture. */
  isKnown: boolean;
  /** `known: david/f/zone-edge`, or that it was so before; empty where it was not known. */
  text: string;
}

/** Without an older report nothing is known. */
export function knownIn(report: Report, since: ReportDiff | undefined): (result: ReportResult) => Known {
  const shows = new Map<string, { fault: string; step: number; invariants: readonly string[] }[]>();
  for (const { id: fault, seen } of report.faults ?? [])
    for (const { fixture, design, step, invariants } of seen) {
      const key = `${fixture} ${design}`;
      shows.set(key, [...(shows.get(key) ?? []), { fault, step, invariants }]);
    }
  const fresh = new Set(
    (since?.faults ?? []).filter(({ kind }) => kind !== 'mended').map(({ fault, design }) => `${fault} ${design}`),
  );
  const changed = new Map((since?.changed ?? []).map((change) => [`${change.fixture} ${change.design}`, change]));
  return ({ fixture, design, violations }) => {
    const key = `${fixture} ${design}`;
    const own = shows.get(key) ?? [];
    const faults = [...new Set(own.map(({ fault }) => fault))];
    const news = faults.filter((fault) => fresh.has(`${fault} ${design}`));
    const named = new Set(own.flatMap(({ invariants }) => invariants));
    const isExplained = violations.length > 0 && violations.every(({ invariant }) => named.has(invariant));
    const change = changed.get(key);
    const asBefore = change === undefined || (!change.worse && change.kind !== 'only-new');
    const isKnown =
      since !== undefined && news.length === 0 && ((since.faults !== undefined && isExplained) || asBefore);
    const names = faults.length === 0 ? 'as before' : faults.join(', ');
    return { faults, fresh: news, isKnown, text: isKnown ? `known: ${names}` : '' };
  };
}
