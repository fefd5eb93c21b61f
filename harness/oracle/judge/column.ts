/** A real kernel as a column of a report: its results, and the model held against it. */
import { seenDigest } from '../../compare/trace.ts';
import { runFixture } from '../../run/run.ts';
import { bootSession } from '../../run/session.ts';
import { command } from '../../text/command.ts';
import { visible, visibleIn } from '../../text/visible.ts';
import type { KernelColumn, KernelDifference, ReportResult } from '../../types/report.ts';
import type { NotSeen, Violation } from '../../types/result.ts';
import type { Fixture } from '../../types/scenario.ts';
import { conform } from '../conform.ts';
import type { KernelOutcome } from '../live/observe_fixtures.ts';
import type { Recording } from '../recording.ts';
import { judgeRecording, verdictBy } from './result.ts';

export interface Column {
  results: ReportResult[];
  kernel: KernelColumn;
}

export interface ColumnTask {
  id: string;
  /** As a command line names it. */
  named: string;
  fixtures: readonly Fixture[];
  outcomes: ReadonlyMap<string, KernelOutcome>;
  failed?: string | undefined;
  as?: string | undefined;
  without: readonly string[];
}

/** So many values that differ are told; the others are counted. */
const mostDifferences = 12;

export function columnOf(task: ColumnTask): Column {
  const kernel: KernelColumn = {
    id: task.id,
    release: '',
    as: task.as ?? '',
    compared: 0,
    different: 0,
    differences: [],
    sameVerdicts: 0,
    otherVerdicts: [],
    notRun: [],
    notObservable: [],
    ...(task.failed === undefined ? {} : { failed: task.failed }),
  };
  const unseen = new Map<string, { needs: Set<string>; whole: boolean; fixtures: number }>();
  const results = task.fixtures.map((fixture) => {
    const result = resultOf(task, fixture, kernel);
    for (const { invariant, needs, part } of result.notObservable ?? []) {
      const entry = unseen.get(invariant) ?? { needs: new Set(), whole: true, fixtures: 0 };
      for (const each of needs) entry.needs.add(each);
      if (part) entry.whole = false;
      entry.fixtures++;
      unseen.set(invariant, entry);
    }
    return result;
  });
  kernel.notObservable = [...unseen].map(([invariant, { needs, whole, fixtures }]) => {
    return { invariant, needs: [...needs].sort(), ...(whole ? {} : { part: true as const }), fixtures };
  });
  return visibleIn({ results, kernel });
}

function resultOf(task: ColumnTask, fixture: Fixture, kernel: KernelColumn): ReportResult {
  const outcome = task.outcomes.get(fixture.id) ?? { notRun: task.failed ?? 'it was not asked for' };
  const common = {
    fixture: fixture.id,
    design: task.id,
    cost: {},
    evidence: { checked: [], unchecked: [] },
    replay: command(`compare --kernel '${task.named}' --fixture '${fixture.id}'`),
  };
  if ('notRun' in outcome) {
    kernel.notRun.push({ fixture: fixture.id, why: visible(outcome.notRun) });
    const failure = { message: outcome.notRun, chain: [] };
    return { ...common, verdict: 'not run', violations: [], steps: [], failure };
  }
  if ('boot' in outcome) {
    const { boot: verdict, why, console } = outcome;
    const message = `at boot: ${why}`;
    const violation: Violation = { invariant: verdict, class: 'crash', step: 0, message, where: '', claims: [] };
    const failure = { message, chain: [] };
    return { ...common, verdict, violations: [violation], steps: [], failure, console };
  }
  const { recording, console } = outcome;
  kernel.release = recording.kernel.release;
  kernel.as = recording.as;
  const run = judgeRecording(recording, fixture, task.without);
  compareWithModel(kernel, recording, fixture);
  compareVerdicts(kernel, recording, fixture, run);
  return {
    ...common,
    verdict: run.verdict,
    violations: run.violations,
    steps: run.steps.map(({ ret, observation }) => ({ ret, cost: {}, seen: seenDigest(observation) })),
    notObservable: run.notSeen,
    ...(run.failure ? { failure: run.failure } : {}),
    ...(console ? { console } : {}),
  };
}

/** On the guest's own machine, value by value, as `conform` does it. */
function compareWithModel(kernel: KernelColumn, recording: Recording, { id }: Fixture): void {
  const { compared, different, differences } = conform(recording, bootSession, recording.as);
  kernel.compared += compared;
  kernel.different += different;
  for (const { step, title, field, key, expected, actual } of differences) {
    if (kernel.differences.length === mostDifferences) return;
    const values: KernelDifference = {
      fixture: id,
      step: step - 1,
      title,
      field,
      key,
      kernel: expected,
      model: actual,
    };
    kernel.differences.push(values);
  }
}

/** With the model's verdict on the fixture's machine, by the invariants that can be judged on the kernel. */
function compareVerdicts(
  kernel: KernelColumn,
  recording: Recording,
  fixture: Fixture,
  { verdict, violations, notSeen }: { verdict: ReportResult['verdict']; violations: Violation[]; notSeen: NotSeen[] },
): void {
  const model = runFixture(fixture, recording.as, { observations: false });
  const unsure = new Set(notSeen.map(({ invariant }) => invariant));
  const told = model.violations.filter(({ invariant }) => !unsure.has(invariant));
  const its = model.verdict === 'oops' || model.verdict === 'stuck' ? model.verdict : verdictBy(told);
  if (its === verdict) {
    kernel.sameVerdicts++;
    return;
  }
  const seen = new Set(violations.map(({ invariant }) => invariant));
  const alone = [
    ...[...seen].filter((id) => !told.some(({ invariant }) => invariant === id)),
    ...told.map(({ invariant }) => invariant).filter((id) => !seen.has(id)),
  ];
  kernel.otherVerdicts.push({ fixture: fixture.id, kernel: verdict, model: its, invariants: [...new Set(alone)] });
}
