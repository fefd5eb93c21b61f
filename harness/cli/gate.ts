import { type Change, changesSince } from '../compare/baseline.ts';
import type { Report } from '../report/report.ts';

export const gates = ['changed', 'worse', 'violations'] as const;
export type Gate = (typeof gates)[number];

/** Why the gate fails, one line each; empty when it holds. `changed` and `worse` need the older report. */
export function gateFailures(gate: Gate, report: Report, baseline: Report | undefined): string[] {
  if (gate === 'violations') {
    return report.results
      .filter((result) => result.verdict !== 'ok')
      .map((result) => `${result.fixture} on ${result.design}: ${result.verdict}`);
  }
  if (baseline === undefined) return [];
  return changesSince(baseline, report)
    .filter((change) => gate === 'changed' || change.worse)
    .map(changeText);
}

/** `span/one on oscar@v5: was ok, is oops (crash), worse`. */
export function changeText(change: Change): string {
  const { fixture, design, worse } = change;
  return `${fixture} on ${design}: was ${change.old}, is ${change.new}${worse ? ', worse' : ''}`;
}
