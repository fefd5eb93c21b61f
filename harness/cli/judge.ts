import { behaviourChanges, type Change, changesSince } from '../analysis/baseline.ts';
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
export async function judge(report: Report, baseline: Report | undefined, failOn: Gate | undefined): Promise<void> {
  if (baseline !== undefined) {
    const changes = behaviourChanges(changesSince(baseline, report)).map(changeText);
    note(
      changes.length === 0
        ? 'no verdict changed from the baseline, and nothing observed'
        : `changed from the baseline:\n  ${changes.join('\n  ')}`,
    );
  }
  if (failOn === undefined) return;
  const failures = gateFailures(failOn, report, baseline);
  if (failures.length === 0) return;
  note(`gate ${failOn} failed:\n  ${failures.join('\n  ')}`);
  leaveWith('gate');
}

/** Why the gate fails, one line each; empty when it holds. `changed` and `worse` need the older report. */
export function gateFailures(gate: Gate, report: Report, baseline: Report | undefined): string[] {
  if (gate === 'violations') {
    return report.results
      .filter((result) => result.verdict !== 'ok')
      .map((result) => `${result.fixture} on ${result.design}: ${result.verdict}`);
  }
  if (baseline === undefined) return [];
  return behaviourChanges(changesSince(baseline, report))
    .filter((change) => gate === 'changed' || change.worse)
    .map(changeText);
}

/** `span/one on oscar@v5: was ok, is oops (crash), worse`. */
export function changeText(change: Change): string {
  const { fixture, design, kind, worse } = change;
  const place = `${fixture} on ${design}`;
  if (kind === 'only-old') return `${place}: was ${change.old}, is not there any more`;
  if (kind === 'only-new') return `${place}: is ${change.new}, was not there`;
  if (kind === 'work') return `${place}: ${change.new}, with other counted work or evidence`;
  if (kind === 'observations') {
    const when = change.step === undefined ? '' : ` after step ${change.step + 1} ${change.stepTitle}`;
    return `${place}: ${change.new}, but something else is seen${when}`;
  }
  return `${place}: was ${change.old}, is ${change.new}${worse ? ', worse' : ''}`;
}
