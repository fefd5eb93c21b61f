import type { FixtureComparison, ReportResult } from '../types/report.ts';
import type { Trace } from '../types/trace.ts';
import type { Matrix } from './matrix.ts';
import { divergenceText } from './partitions.ts';
import type { IndexedReport } from './report_index.ts';

/** All that is known of one fixture, designs in the order of the header. */
export interface ScenarioDetail {
  fixture: FixtureComparison;
  differs: boolean;
  observablyDiffers: boolean;
  /** Where the classes of equal behaviour first part. */
  divergence: string;
  results: ReportResult[];
  /** Counters that are not the same on every design, with the count of each; then how many are. */
  work: [counter: string, counts: number[]][];
  sameWork: number;
  /** Where observations were kept. */
  trace: Trace | null;
}

/** In the order of the matrix. */
export function scenarioDetails({ header, result, traces = [] }: IndexedReport, { rows }: Matrix): ScenarioDetail[] {
  const designs = header.designs.map(({ id }) => id);
  const traceOf = new Map(traces.map((trace) => [trace.fixture, trace]));
  return rows.map(({ fixture, differs, observablyDiffers }) => {
    const results = designs.flatMap((id) => result(fixture.fixture, id) ?? []);
    const counters = [...new Set(results.flatMap(({ cost }) => Object.keys(cost)))].sort();
    const counts = counters.map((name): [string, number[]] => [name, results.map(({ cost }) => cost[name] ?? 0)]);
    const work = counts.filter(([, each]) => each.some((count) => count !== each[0]));
    return {
      fixture,
      differs,
      observablyDiffers,
      divergence: divergenceText(fixture),
      results,
      work,
      sameWork: counts.length - work.length,
      trace: traceOf.get(fixture.fixture) ?? null,
    };
  });
}
