import type { Analysis } from '../analysis/analysis.ts';
import { behaviourChanges, changeText } from '../analysis/changes.ts';

export const gates = ['changed', 'worse', 'violations'] as const;
export type Gate = (typeof gates)[number];

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
