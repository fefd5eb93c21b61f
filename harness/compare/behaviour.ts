import type { Observation, Scalar } from '../types/observation.ts';
import type { Divergence } from '../types/report.ts';
import type { RunResult } from '../types/result.ts';

/** A run reduced to what may be compared: per step the observation, and how it ended. */
type Run = Pick<RunResult, 'design' | 'verdict' | 'steps'>;

type Difference = Pick<Divergence, 'field' | 'key' | 'values'>;

/** Designs with equal observations after every step and an equal verdict, in the order the runs are given. */
export function groupsOf(runs: readonly Run[]): string[][] {
  const groups: Run[][] = [];
  for (const run of runs) {
    const group = groups.find(([first]) => first !== undefined && behaveAlike(first, run));
    if (group) group.push(run);
    else groups.push([run]);
  }
  return groups.map((group) => group.map((run) => run.design));
}

/** True when two runs of one fixture cannot be told apart. */
export function behaveAlike(a: Run, b: Run): boolean {
  if (a.verdict !== b.verdict || a.steps.length !== b.steps.length) return false;
  return a.steps.every((step, index) => {
    const other = b.steps[index]!;
    return step.ret === other.ret && sameObservation(step.observation, other.observation);
  });
}

function sameObservation(a: Observation, b: Observation): boolean {
  if (a === b) return true;
  const fields = Object.keys(a);
  if (fields.length !== Object.keys(b).length) return false;
  return fields.every((field) => {
    const left = a[field]!;
    const right = b[field];
    if (right === undefined) return false;
    const keys = Object.keys(left);
    return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
  });
}

/**
 * The first step after which the runs differ, with the first (field, key) in which they do; null for equal runs. Fields
 * are taken in the order the model tells them: from results and zones down to single pages.
 */
export function firstDivergence(runs: readonly Run[]): Divergence | null {
  const first = runs[0];
  if (first === undefined) return null;
  const others = runs.slice(1);
  const longest = runs.reduce((best, run) => (run.steps.length > best.steps.length ? run : best), first);
  for (const [step, { title }] of longest.steps.entries()) {
    const byReturn = valuesOf(runs, (run) => run.steps[step]?.ret ?? null);
    if (byReturn.length > 1) return { step, title, field: 'ret', key: 'step', values: byReturn };
    const seen = first.steps[step]!.observation;
    if (others.every((run) => sameObservation(seen, run.steps[step]!.observation))) continue;
    return { step, title, ...(differencesAt(runs, step)[0] ?? noValue) };
  }
  const values = valuesOf(runs, (run) => run.verdict);
  if (values.length < 2) return null;
  const step = Math.max(0, longest.steps.length - 1);
  return { step, title: longest.steps[step]?.title ?? '', field: 'verdict', key: '', values };
}

/** Every (field, key) that the runs show differently after a step that each of them has. */
export function differencesAt(runs: readonly Run[], step: number): Difference[] {
  const observations = runs.map((run) => run.steps[step]!.observation);
  return keysOf(observations).flatMap((field) =>
    keysOf(observations.map((observation) => observation[field] ?? {})).flatMap((key) => {
      const values = valuesOf(runs, (run) => run.steps[step]!.observation[field]?.[key] ?? null);
      return values.length > 1 ? [{ field, key, values }] : [];
    }),
  );
}

/** A field that one run has without a single key leaves no value to name. */
const noValue: Difference = { field: 'observation', key: '', values: [] };

function keysOf(maps: readonly object[]): string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map)))];
}

/** The values that runs show, each with the designs that show it, in the order of the runs. */
export function valuesOf(runs: readonly Run[], read: (run: Run) => Scalar | null): Divergence['values'] {
  const byValue = new Map<Scalar | null, string[]>();
  for (const run of runs) {
    const value = read(run);
    const designs = byValue.get(value);
    if (designs) designs.push(run.design);
    else byValue.set(value, [run.design]);
  }
  return [...byValue].map(([value, designs]) => ({ designs, value }));
}
