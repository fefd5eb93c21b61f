import type { RunOptions } from '../run/run.ts';
import { sortedCounters } from '../state/counters.ts';
import { visible, visibleIn } from '../text/visible.ts';
import { showing, worstOf } from '../types/consequence.ts';
import type { FeatureOff, FixtureComparison, Header, Mended, ReportResult, RevisionOutcome } from '../types/report.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import type { Trace } from '../types/trace.ts';
import { featureOffException, withFeatureOff } from './feature_off.ts';
import { classesOf } from './parting.ts';
import { seenDigest, traceOf } from './trace.ts';

/** What of a run somebody will look at; leaving the rest out saves its time. */
export type RunFor = Pick<RunOptions, 'observations' | 'judged' | 'exposure' | 'writes'>;

/** Runs one fixture on one design of the header, or on one of its revisions. */
export type Runner = (fixture: Fixture, design: string, what?: RunFor) => RunResult | Promise<RunResult>;

/** What one fixture contributes to a report. Parts are independent of each other and can be cloned. */
export interface FixturePart {
  results: ReportResult[];
  comparison: FixtureComparison;
  trace?: Trace;
  featureOff: FeatureOff;
}

/** The fixture on every design, as it is and once more with the feature off. */
export async function partOf(
  header: Header,
  fixture: Fixture,
  run: Runner,
  options: { observations?: boolean } = {},
): Promise<FixturePart> {
  const runs = new Map<string, RunResult>();
  for (const { id } of header.designs) runs.set(id, await run(fixture, id, { exposure: true }));
  const named = namedAfter(runs);
  const comparison = { ...compareFixture(header, fixture, named), ...(await revisionsOf(header, fixture, runs, run)) };
  return {
    results: [...runs].map(([design, result]) => toReportResult(design, result)),
    comparison: visibleIn(comparison),
    ...(options.observations ? { trace: visibleIn(traceOf(fixture, named)) } : {}),
    featureOff: await featureOffOf(header, fixture, runs, run),
  };
}

/** The runner may name a result after the whole stack; the report names it as the header does. */
function namedAfter(runs: ReadonlyMap<string, RunResult>): RunResult[] {
  return [...runs].map(([design, result]) => ({ ...result, design }));
}

async function featureOffOf(
  header: Header,
  fixture: Fixture,
  on: ReadonlyMap<string, RunResult>,
  run: Runner,
): Promise<FeatureOff> {
  const without = withFeatureOff(fixture);
  const off = new Map<string, RunResult>();
  // A machine that has the feature off anyway has been run already.
  for (const [design, result] of on)
    off.set(design, without === fixture ? result : await run(without, design, { judged: false }));
  const part: FeatureOff = { compared: 0, different: 0, exceptions: [] };
  const reference = off.get(header.reference);
  if (reference === undefined) return part;
  for (const result of namedAfter(off)) {
    if (result.design === header.reference) continue;
    part.compared++;
    const exception = featureOffException(reference, { ...result, fixture: fixture.id });
    if (exception === undefined) continue;
    part.different++;
    part.exceptions.push(visibleIn(exception));
  }
  return part;
}

async function revisionsOf(
  { revisions }: Header,
  fixture: Fixture,
  columns: ReadonlyMap<string, RunResult>,
  run: Runner,
): Promise<Pick<FixtureComparison, 'revisions'>> {
  if (revisions === undefined) return {};
  const outcomes = new Map<string, RevisionOutcome>();
  const done = new Map(columns);
  for (const { id, mended } of revisions) {
    const unmended = mended && done.get(mended.of);
    const same = unmended && !mended.functions.some((name) => hasRun(unmended, name));
    const result = same ? unmended : await run(fixture, id, { observations: false, exposure: !isOneRepair(mended) });
    done.set(id, result);
    if (result.verdict === 'ok') continue;
    const outcome = outcomeOf(result);
    const key = JSON.stringify(outcome);
    const alike = outcomes.get(key);
    if (alike) alike.designs.push(id);
    else outcomes.set(key, { designs: [id], ...outcome });
  }
  return { revisions: [...outcomes.values()] };
}

/** Of a reading with one repair it is only counted what it clears. */
const isOneRepair = (mended: Mended | undefined): boolean =>
  mended?.mends.length === 1 && mended.mends[0]!.id.startsWith('repair:');

/** Whether a function, whosever it is, is part of the evidence: `file:function@design[parameters]`. */
const hasRun = ({ evidence }: RunResult, name: string): boolean =>
  [...evidence.checked, ...evidence.unchecked].some((id) => /:(\w+)/.exec(id)?.[1] === name);

function outcomeOf(result: RunResult): Omit<RevisionOutcome, 'designs'> {
  const { verdict, violations } = result;
  const worst = worstOf(result);
  if (worst === undefined) return { verdict };
  const shown = showing(violations, worst);
  return { verdict, worst, invariant: shown?.invariant ?? verdict, ...(shown?.needs ? { needs: shown.needs } : {}) };
}

function compareFixture(header: Header, fixture: Fixture, runs: RunResult[]): FixtureComparison {
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
    ...classesOf(fixture, header, runs),
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
