import { behaviourChanges, type Change, changesSince } from '../analysis/baseline.ts';
import type { Report } from '../types/report.ts';

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
