import type { Report, ReportResult } from '../types/report.ts';
import { inOrder, isTie, type Outcome, outcomeOf, type Standing, standingOf } from './ranking.ts';

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
  const rows = report.results
    .filter(({ design }) => design !== report.header.reference)
    .map((result): Row => ({ result, outcome: outcomeOf(result), broken: invariantsIn(result) }));
  const left = [...new Set(rows.flatMap(({ broken }) => broken))].sort();
  const designs = report.header.designs.map(({ id }) => id).filter((id) => id !== report.header.reference);
  const order = placesOf(designs, rows);
  const decisive = left.flatMap((invariant): LeftOut[] => {
    const without = placesOf(designs, rows, invariant);
    if (JSON.stringify(without) === JSON.stringify(order)) return [];
    const changesFirst = JSON.stringify(without[0]) !== JSON.stringify(order[0]);
    return [{ invariant, order: without, changesFirst }];
  });
  return { broken: left.length, order, decisive };
}

interface Row {
  result: ReportResult;
  outcome: Outcome;
  broken: string[];
}

/** What ends a run or is expected of it is no invariant that could be left out. */
const endings = /^(expectation\b|oops$|stuck$)/;

function invariantsIn({ violations }: ReportResult): string[] {
  return violations.map(({ invariant }) => invariant).filter((id) => !endings.test(id));
}

/** The result as if the invariant had not been looked at. */
export function resultWithout(result: ReportResult, invariant: string): ReportResult {
  const violations = result.violations.filter((violation) => violation.invariant !== invariant);
  const cleared = result.verdict === 'violates' && violations.length === 0;
  return { ...result, violations, verdict: cleared ? 'ok' : result.verdict };
}

/** Designs by place, without an invariant where one is named; alphabetical where they tie. */
function placesOf(designs: readonly string[], rows: readonly Row[], invariant?: string): string[][] {
  const outcome = ({ result, outcome: known, broken }: Row): Outcome =>
    invariant !== undefined && broken.includes(invariant) ? outcomeOf(resultWithout(result, invariant)) : known;
  const standings = designs.map((design) =>
    standingOf(design, rows.filter(({ result }) => result.design === design).map(outcome)),
  );
  const places: Standing[][] = [];
  for (const standing of inOrder(standings)) {
    const place = places.at(-1);
    if (place?.[0] && isTie(place[0], standing)) place.push(standing);
    else places.push([standing]);
  }
  return places.map((place) => place.map(({ design }) => design).sort());
}
