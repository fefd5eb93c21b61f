import type { ReportResult } from '../types/report.ts';
import { withOnly } from './exposure.ts';
import { compareFaultStandings, type FaultAnalysis, withoutFault } from './faults.ts';
import type { IndexedReport } from './report_index.ts';
import { compareStandings, type FixtureOutcome, inPlaces, outcomeOf, type Standing, standingOf } from './standing.ts';

/** What the ranking is without one fault, or without one invariant. */
export interface LeftOut {
  /** Id of the fault or the invariant. */
  leftOut: string;
  /** The places without it, best first; designs that tie stand together. */
  order: string[][];
  /** True when another design comes first. */
  changesFirst: boolean;
}

/** What decides the ranking: each fault is left out in turn, and those that change the order are told. */
export interface Sensitivity {
  /** Invariants where nobody looked for faults. */
  of: 'faults' | 'invariants';
  /** How many faults the designs have, or how many invariants they break. */
  broken: number;
  order: string[][];
  decisive: LeftOut[];
}

/** A design that gave no answer comes last, whatever is left out. */
export function sensitivityOf(
  report: IndexedReport,
  faults: FaultAnalysis,
  competing: readonly Standing[][],
): Sensitivity {
  return faults.known ? overFaults(faults, competing.flat()) : overInvariants(report);
}

function overFaults({ standings }: FaultAnalysis, competing: readonly Standing[]): Sensitivity {
  const judged = competing.map(({ design, inconclusive }) => ({
    inconclusive,
    standing: standings.find((one) => one.design === design)!,
  }));
  const places = (without = ''): string[][] =>
    inPlaces(
      judged.map(({ inconclusive, standing }) => ({ inconclusive, standing: withoutFault(standing, without) })),
      (a, b) => a.inconclusive - b.inconclusive || compareFaultStandings(a.standing, b.standing),
    ).map((place) => place.map(({ standing: { design } }) => design).sort());
  const left = [...new Set(judged.flatMap(({ standing }) => standing.faults.map(({ id }) => id)))];
  return decided('faults', left, places(), places);
}

function decided(
  of: Sensitivity['of'],
  left: readonly string[],
  order: string[][],
  without: (one: string) => string[][],
): Sensitivity {
  const isOther = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  const decisive = left
    .map((leftOut): LeftOut => {
      const then = without(leftOut);
      return { leftOut, order: then, changesFirst: isOther(then[0], order[0]) };
    })
    .filter((one) => isOther(one.order, order));
  return { of, broken: left.length, order, decisive };
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
function overInvariants({ header, ofDesign }: IndexedReport): Sensitivity {
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
    inPlaces(
      columns.map(({ id, rows }) => standingOf(id, rows.map(outcome))),
      compareStandings,
    ).map((place) => place.map(({ design }) => design).sort());
  const left = [...new Set(columns.flatMap(({ rows }) => rows.flatMap(({ broken }) => broken)))].sort();
  const order = places(({ outcome }) => outcome);
  return decided('invariants', left, order, (invariant) =>
    places(({ result, outcome, broken }) =>
      broken.includes(invariant) ? outcomeOf(withOnly(result, (each) => each.invariant !== invariant)) : outcome,
    ),
  );
}

/** What ends a run or is expected of it is no invariant that could be left out. */
const endings = /^(expectation\b|oops$|stuck$)/;

const brokenIn = ({ violations }: ReportResult): string[] =>
  violations.map(({ invariant }) => invariant).filter((id) => !endings.test(id));
