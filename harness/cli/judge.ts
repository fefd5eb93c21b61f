import type { Analysis } from '../analysis/analysis.ts';
import { behaviourChanges, changeText } from '../analysis/changes.ts';
import type { Report } from '../types/report.ts';
import { Failure, leaveWith } from './exit.ts';
import { note } from './terminal.ts';

export const gates = ['changed', 'worse', 'violations'] as const;
export type Gate = (typeof gates)[number];

/** What a report is held against. */
export interface JudgeOptions {
  baseline?: string;
  failOn?: Gate;
}

/** Reads the baseline before anything is run: a gate that cannot be decided is a mistake of the command line. */
export async function readBaseline({ baseline, failOn }: JudgeOptions): Promise<Report | undefined> {
  if (failOn !== undefined && failOn !== 'violations' && baseline === undefined) {
    const hint = 'add --baseline reports/baseline.jsonl';
    throw new Failure('usage', `--fail-on ${failOn} needs an older report`, hint);
  }
  return baseline === undefined ? undefined : (await import('./report.ts')).loadReport(baseline);
}

/** Says on standard error what changed since the baseline, and leaves exit code 1 when the gate fails. */
export async function judge(analysis: Analysis, failOn: Gate | undefined): Promise<void> {
  const { since } = analysis;
  if (since !== undefined) {
    const changes = behaviourChanges(since.changed).map(changeText);
    note(
      changes.length === 0
        ? 'no verdict changed from the baseline, and nothing observed'
        : `changed from the baseline:\n  ${changes.join('\n  ')}`,
    );
  }
  const failures = failOn === undefined ? [] : gateFailures(failOn, analysis);
  if (failures.length === 0) return;
  note(`gate ${failOn} failed:\n  ${failures.join('\n  ')}`);
  leaveWith('gate');
}

/** Why the gate fails, one line each; empty when it holds. `changed` and `worse` need the older report. */
export function gateFailures(gate: Gate, { byDesign, since }: Analysis): string[] {
  if (gate !== 'violations')
    return behaviourChanges(since?.changed ?? [])
      .filter(({ worse }) => gate === 'changed' || worse)
      .map(changeText);
  return byDesign.flatMap(({ design, results }) =>
    results
      .filter(({ verdict }) => verdict !== 'ok')
      .map(({ fixture, verdict }) => `${fixture.fixture} on ${design}: ${verdict}`),
  );
}
