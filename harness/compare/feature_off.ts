import type { FeatureOffException } from '../types/report.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { firstDivergence } from './behaviour.ts';

/** The same scenario on a machine booted with `memmap_on_memory=off`; the fixture itself where that is so already. */
export function withFeatureOff(fixture: Fixture): Fixture {
  if (fixture.machine.config.memmap_on_memory === 'off') return fixture;
  const config = { ...fixture.machine.config, memmap_on_memory: 'off' as const };
  return { ...fixture, machine: { ...fixture.machine, config } };
}

/**
 * In what a design differs from the reference although the feature is off: the first observation, counter or verdict,
 * with the replaced functions that ran. Undefined when nothing differs.
 */
export function featureOffException(reference: RunResult, run: RunResult): FeatureOffException | undefined {
  const seen = firstDivergence([reference, run]);
  const counted = firstCounterDifference(reference, run);
  const first = counted !== undefined && (seen === null || counted.step < seen.step) ? counted : undefined;
  if (first === undefined && seen === null) return undefined;
  const place = { fixture: run.fixture, design: run.design, replaced: replacedThatRan(run) };
  if (first !== undefined) return { ...place, ...first };
  const divergence = seen!;
  return {
    ...place,
    step: divergence.step,
    what: `${divergence.field} ${divergence.key}`.trim(),
    reference: divergence.values[0]?.value ?? null,
    value: divergence.values[1]?.value ?? null,
  };
}

function firstCounterDifference(reference: RunResult, run: RunResult) {
  for (let step = 0; step < Math.min(reference.steps.length, run.steps.length); step++) {
    const expected = reference.steps[step]!.counters;
    const counted = run.steps[step]!.counters;
    for (const counter of new Set([...Object.keys(expected), ...Object.keys(counted)])) {
      const [before, after] = [expected[counter] ?? 0, counted[counter] ?? 0];
      if (before !== after) return { step, what: `counter ${counter}`, reference: before, value: after };
    }
  }
  return undefined;
}

/** Evidence writes a replaced function as `file:function@design`. */
function replacedThatRan(run: RunResult): string[] {
  const ran = [...run.evidence.checked, ...run.evidence.unchecked];
  return ran
    .filter((id) => id.includes('@'))
    .map((id) => id.slice(0, id.indexOf('@')))
    .sort();
}
