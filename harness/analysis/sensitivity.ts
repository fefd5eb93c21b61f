import type { ReportResult } from '../types/report.ts';
import { withOnly } from './exposure.ts';
import type { IndexedReport } from './report_index.ts';
import { type FixtureOutcome, inPlaces, outcomeOf, standingOf } from './standing.ts';

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

interface Row {
  result: ReportResult;
  outcome: FixtureOutcome;
  broken: string[];
}

/**
 * Leave-one-out over the invariants. An invariant only looks: what one finds does not depend on the others, so that
 * taking its findings out of the results is what a run with --without comes to. Expectations stay, and so do crashes.
 */
export function sensitivityOf({ header, ofDesign }: IndexedReport): Sensitivity {
  const designs = header.designs.filter(({ id }) => id !== header.reference);
  const columns = designs.map(({ id }) => {
    const results = ofDesign.get(id) ?? [];
    return {
      id,
      rows: results.map((result): Row => ({ result, outcome: outcomeOf(result), broken: brokenIn(result) })),
    };
  });
  /** Designs by place, alphabetical where they tie. */
  const places = (outcome: (row: Row) => FixtureOutcome): string[][] =>
    inPlaces(columns.map(({ id, rows }) => standingOf(id, rows.map(outcome)))).map((place) =>
      place.map(({ design }) => design).sort(),
    );
  const left = [...new Set(columns.flatMap(({ rows }) => rows.flatMap(({ broken }) => broken)))].sort();
  const order = places(({ outcome }) => outcome);
  const decisive = left.flatMap((invariant): LeftOut[] => {
    const without = places(({ result, outcome, broken }) =>
      broken.includes(invariant) ? outcomeOf(withOnly(result, (each) => each.invariant !== invariant)) : outcome,
    );
    if (JSON.stringify(without) === JSON.stringify(order)) return [];
    return [{ invariant, order: without, changesFirst: JSON.stringify(without[0]) !== JSON.stringify(order[0]) }];
  });
  return { broken: left.length, order, decisive };
}

/** What ends a run or is expected of it is no invariant that could be left out. */
const endings = /^(expectation\b|oops$|stuck$)/;

const brokenIn = ({ violations }: ReportResult): string[] =>
  violations.map(({ invariant }) => invariant).filter((id) => !endings.test(id));
