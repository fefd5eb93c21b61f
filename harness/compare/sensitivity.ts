import type { Report, ReportResult } from '../report/report.ts';
import { competitors, isTie, ranking, type Standing } from './ranking.ts';

/** What the ranking is without one invariant. */
export interface LeftOut {
  invariant: string;
  /** The places without it, best first; designs that tie stand together. */
  order: string[][];
  /** True when another design comes first. */
  changesFirst: boolean;
}

/** Which invariants decide the ranking: each is left out in turn, and those that change the order are told. */
export interface Sensitivity {
  /** Invariants that any design breaks. */
  broken: number;
  order: string[][];
  decisive: LeftOut[];
}

/**
 * Leave-one-out over the invariants. An invariant only looks: what one finds does not depend on the others, so that
 * taking its findings out of the results is what a run with --without comes to. Expectations stay, and so do crashes.
 */
export function sensitivityOf(report: Report): Sensitivity {
  const broken = new Set(report.results.flatMap(({ violations }) => violations.map(({ invariant }) => invariant)));
  const left = [...broken].filter((id) => !endings.test(id)).sort();
  const order = placesOf(competitors(report, ranking(report)));
  const decisive = left.flatMap((invariant): LeftOut[] => {
    const without = placesOf(competitors(report, standingsWithout(report, invariant)));
    if (JSON.stringify(without) === JSON.stringify(order)) return [];
    const changesFirst = JSON.stringify(without[0]) !== JSON.stringify(order[0]);
    return [{ invariant, order: without, changesFirst }];
  });
  return { broken: left.length, order, decisive };
}

/** What ends a run or is expected of it is no invariant that could be left out. */
const endings = /^(expectation\b|oops$|stuck$)/;

function standingsWithout(report: Report, invariant: string): Standing[] {
  const results = report.results.map((result) => resultWithout(result, invariant));
  return ranking({ ...report, results });
}

/** The result as if the invariant had not been looked at. */
export function resultWithout(result: ReportResult, invariant: string): ReportResult {
  const violations = result.violations.filter((violation) => violation.invariant !== invariant);
  const cleared = result.verdict === 'violates' && violations.length === 0;
  return { ...result, violations, verdict: cleared ? 'ok' : result.verdict };
}

/** Designs by place, alphabetical where they tie. */
function placesOf(standings: readonly Standing[]): string[][] {
  const places: Standing[][] = [];
  for (const standing of standings) {
    const place = places.at(-1);
    if (place?.[0] && isTie(place[0], standing)) place.push(standing);
    else places.push([standing]);
  }
  return places.map((place) => place.map(({ design }) => design).sort());
}
