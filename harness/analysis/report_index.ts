import type { FixtureComparison, Report, ReportResult, RevisionOutcome } from '../types/report.ts';

/** A report in which everything can be looked up. */
export interface IndexedReport extends Report {
  fixture: ReadonlyMap<string, FixtureComparison>;
  /** Results by fixture and by design, each in the order of the report. */
  ofFixture: ReadonlyMap<string, readonly ReportResult[]>;
  ofDesign: ReadonlyMap<string, readonly ReportResult[]>;
  result(fixture: string, design: string): ReportResult | undefined;
  /** What goes wrong with a revision beside the columns; undefined where nothing does. */
  wrongWith(revision: string, fixture: string): RevisionOutcome | undefined;
}

export function indexReport(report: Report): IndexedReport {
  const key = (fixture: string, design: string): string => `${fixture}\n${design}`;
  const results = new Map(report.results.map((result) => [key(result.fixture, result.design), result]));
  const outcomes = new Map(
    report.fixtures.flatMap(({ fixture, revisions = [] }) =>
      revisions.flatMap((outcome) => outcome.designs.map((id) => [key(fixture, id), outcome] as const)),
    ),
  );
  return {
    ...report,
    fixture: new Map(report.fixtures.map((fixture) => [fixture.fixture, fixture])),
    ofFixture: groupedBy(report.results, ({ fixture }) => fixture),
    ofDesign: groupedBy(report.results, ({ design }) => design),
    result: (fixture, design) => results.get(key(fixture, design)),
    wrongWith: (revision, fixture) => outcomes.get(key(fixture, revision)),
  };
}

/** Elements by a key, both in the order in which they come. */
export function groupedBy<T>(list: readonly T[], keyOf: (element: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of list) {
    const key = keyOf(element);
    const group = groups.get(key);
    if (group) group.push(element);
    else groups.set(key, [element]);
  }
  return groups;
}
