import type { Observation, Scalar } from '../types/observation.ts';
import type { Divergence } from '../types/report.ts';
import type { RunResult } from '../types/result.ts';
import { differencesOf, sameObservation } from './differences.ts';
import { byImportance } from './importance.ts';

/** A run reduced to what may be compared: per step the observation, and how it ended. */
type Run = Pick<RunResult, 'design' | 'verdict' | 'steps' | 'violations'>;

export type SeenDifference = Pick<Divergence, 'field' | 'key' | 'values'>;

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

/**
 * The first step after which the runs differ, with the most important (field, key) in which they do; null for equal
 * runs. What `own` says of a difference is not what is looked for: only where there is nothing else the first such is
 * told, as the feature's.
 */
export function firstDivergence(
  runs: readonly Run[],
  own: (difference: SeenDifference, step: number) => boolean = () => false,
): Divergence | null {
  const first = runs[0];
  if (first === undefined) return null;
  const others = runs.slice(1);
  const longest = runs.reduce((best, run) => (run.steps.length > best.steps.length ? run : best), first);
  let ofFeature: Divergence | undefined;
  for (const [step, { title }] of longest.steps.entries()) {
    const byReturn = valuesOf(runs, (run) => run.steps[step]?.ret ?? null);
    if (byReturn.length > 1) return { step, title, field: 'ret', key: 'step', values: byReturn };
    const seen = first.steps[step]!.observation;
    if (others.every((run) => sameObservation(seen, run.steps[step]!.observation))) continue;
    const [its, real] = parted(differencesAt(runs, step), (each) => own(each, step));
    if (real[0]) return { step, title, ...real[0] };
    if (its[0]) ofFeature ??= { step, title, ...its[0], ofFeature: true };
  }
  const values = valuesOf(runs, (run) => run.verdict);
  if (values.length < 2) return ofFeature ?? null;
  const step = Math.max(0, longest.steps.length - 1);
  return { step, title: longest.steps[step]?.title ?? '', field: 'verdict', key: '', values };
}

/** Those of which it is true, then the others. */
function parted<T>(list: readonly T[], is: (element: T) => boolean): [T[], T[]] {
  return [list.filter(is), list.filter((each) => !is(each))];
}

/** Every (field, key) that the runs show differently after a step that each of them has, the most important first. */
export function differencesAt(runs: readonly Run[], step: number): SeenDifference[] {
  const found = differencesOf(runs.map((run): Observation => run.steps[step]!.observation)).map(
    ({ values, ...place }): SeenDifference => ({ ...place, values: shared(runs, values) }),
  );
  const broken = runs.flatMap(({ violations }) => violations.filter((violation) => violation.step <= step));
  return byImportance(found, broken);
}

/** The values that runs show, each with the designs that show it, in the order of the runs. */
export function valuesOf(runs: readonly Run[], read: (run: Run) => Scalar | null): Divergence['values'] {
  return shared(runs, runs.map(read));
}

function shared(runs: readonly Run[], values: readonly (Scalar | null)[]): Divergence['values'] {
  const byValue = new Map<Scalar | null, string[]>();
  for (const [at, { design }] of runs.entries()) {
    const designs = byValue.get(values[at]!);
    if (designs) designs.push(design);
    else byValue.set(values[at]!, [design]);
  }
  return [...byValue].map(([value, designs]) => ({ designs, value }));
}
