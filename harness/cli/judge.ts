import type { Analysis } from '../analysis/analysis.ts';
import type { Report } from '../types/report.ts';
import { Failure, leaveWith } from './exit.ts';
import { type Gate, gateFailures } from './gate.ts';
import { note } from './terminal.ts';

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
    const { behaviourChanges, changeText } = await import('../analysis/changes.ts');
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
