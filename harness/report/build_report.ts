import { firstDivergence, groupsOf } from '../compare/behaviour.ts';
import { featureOffException, withFeatureOff } from '../compare/feature_off.ts';
import type { Fixture } from '../corpus/types.ts';
import type { RunResult } from '../run/result.ts';
import { sortedCounters } from './counters_pack.ts';
import type { FixtureComparison, Header, Report, ReportResult } from './report.ts';
import { seenDigest, traceOf } from './trace.ts';
import { visible, visibleIn } from './visible.ts';

/** Runs one fixture on one design of the header. */
export type Runner = (fixture: Fixture, design: string) => RunResult;

export interface BuildOptions {
  /** Keep what was seen after each step; it is large. */
  observations?: boolean;
  /** Called after each fixture with how many are done. */
  onProgress?: (done: number, fixture: Fixture) => void;
}

/** Runs every fixture on every design of the header, with the feature as the fixture has it and once more with it off. */
export async function buildReport(
  header: Header,
  fixtures: readonly Fixture[],
  run: Runner,
  options: BuildOptions = {},
): Promise<Report> {
  const report: Report = {
    header: visibleIn(header),
    results: [],
    fixtures: [],
    featureOff: { compared: 0, different: 0, exceptions: [] },
    ...(options.observations ? { traces: [] } : {}),
  };
  const designs = header.designs.map((design) => design.id);
  for (const [index, fixture] of fixtures.entries()) {
    const runs = new Map(designs.map((design) => [design, run(fixture, design)]));
    for (const [design, result] of runs) report.results.push(toReportResult(design, result));
    report.fixtures.push(visibleIn(compareFixture(fixture, namedAfter(runs))));
    report.traces?.push(visibleIn(traceOf(fixture, namedAfter(runs))));
    addFeatureOff(report, fixture, runs, run);
    options.onProgress?.(index + 1, fixture);
    // Runs are synchronous; without a pause ^C would have to wait for the whole corpus.
    await new Promise(setImmediate);
  }
  return report;
}

/** The runner may name a result after the whole stack; the report names it as the header does. */
function namedAfter(runs: ReadonlyMap<string, RunResult>): RunResult[] {
  return [...runs].map(([design, result]) => ({ ...result, design }));
}

function addFeatureOff(report: Report, fixture: Fixture, on: ReadonlyMap<string, RunResult>, run: Runner): void {
  const { featureOff, header } = report;
  const without = withFeatureOff(fixture);
  const off = new Map([...on].map(([design, result]) => [design, without === fixture ? result : run(without, design)]));
  const reference = off.get(header.reference);
  if (reference === undefined) return;
  for (const result of namedAfter(off)) {
    if (result.design === header.reference) continue;
    featureOff.compared++;
    const exception = featureOffException(reference, { ...result, fixture: fixture.id });
    if (exception === undefined) continue;
    featureOff.different++;
    featureOff.exceptions.push(visibleIn(exception));
  }
}

function compareFixture(fixture: Fixture, runs: RunResult[]): FixtureComparison {
  const { id, title, topic, hash, file, claims } = fixture;
  return {
    fixture: id,
    title,
    topic,
    hash,
    file,
    claims,
    steps: fixture.steps.map((step) => ({
      title: visible(step.title),
      op: step.actions.at(-1)?.op ?? '',
      line: step.line,
    })),
    featureOn: fixture.machine.config.memmap_on_memory !== 'off',
    groups: groupsOf(runs),
    firstDivergence: firstDivergence(runs),
  };
}

/** Lists and counters are put in order, so that a report read back renders to the same bytes. */
function toReportResult(design: string, result: RunResult): ReportResult {
  return {
    fixture: visible(result.fixture),
    design: visible(design),
    verdict: result.verdict,
    violations: visibleIn(result.violations),
    cost: sortedCounters(result.cost),
    evidence: { checked: [...result.evidence.checked].sort(), unchecked: [...result.evidence.unchecked].sort() },
    steps: result.steps.map((step) => ({
      ret: step.ret,
      cost: sortedCounters(step.counters),
      seen: seenDigest(step.observation),
    })),
    replay: visible(result.replay),
    ...(result.failure ? { failure: visibleIn(result.failure) } : {}),
  };
}
