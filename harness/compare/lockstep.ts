import type { Divergence } from '../types/report.ts';
import type { RunResult, Violation } from '../types/result.ts';
import { differencesAt, valuesOf } from './behaviour.ts';

/** One step on all designs side by side. */
export interface LockstepStep {
  /** 0-based. */
  step: number;
  title: string;
  /** What the step returned, by design; null for a run that had ended before. */
  ret: Divergence['values'];
  /** Everything seen after the step in which at least two designs differ, in the order the model tells it; of those whose kernel is still there. */
  differences: Pick<Divergence, 'field' | 'key' | 'values'>[];
  violations: ({ design: string } & Violation)[];
}

/** Runs of one fixture, step by step. Steps after the end of every run are left out. */
export function lockstep(runs: readonly RunResult[]): LockstepStep[] {
  const longest = runs.reduce((best, run) => (run.steps.length > best.length ? run.steps : best), runs[0]?.steps ?? []);
  return longest.map(({ title }, step) => ({
    step,
    title,
    ret: valuesOf(runs, (run) => run.steps[step]?.ret ?? null),
    differences: differencesAt(
      runs.filter((run) => typeof run.steps[step]?.ret === 'number'),
      step,
    ),
    violations: runs.flatMap(({ design, violations }) =>
      violations.filter((violation) => violation.step === step).map((violation) => ({ design, ...violation })),
    ),
  }));
}
