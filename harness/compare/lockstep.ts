import { rankOf } from '../types/consequence.ts';
import type { Divergence } from '../types/report.ts';
import type { RunResult, Violation } from '../types/result.ts';
import type { Machine } from '../types/scenario.ts';
import { differencesAt, type SeenDifference, valuesOf } from './behaviour.ts';
import { ownOf } from './parting.ts';
import { type ValueSource, valueSourceOf } from './source.ts';

/** A value that at least two runs show differently after a step. */
export interface StepDifference extends SeenDifference {
  /**
   * Between whom: `designs`; the `reference` and designs that are all alike in it; or the same where it follows from
   * the `feature` itself.
   */
  between: 'designs' | 'reference' | 'feature';
  /** Who wrote the values, designs with the same source together; those are left out that nobody wrote since boot. */
  sources: (ValueSource & { designs: string[] })[];
}

/** One step on all designs side by side. */
export interface LockstepStep {
  /** 0-based. */
  step: number;
  title: string;
  /** What the step returned, by design; null for a run that had ended before. */
  ret: Divergence['values'];
  /** Of those whose kernel is still there: between designs first, then with the reference, each the most important first. */
  differences: StepDifference[];
  /** The worst first. */
  violations: ({ design: string } & Violation)[];
}

/** What the runs are of; without it they are all designs, and nobody asks who wrote. */
export interface LockstepSubject {
  machine: Machine;
  reference: string;
}

const order: readonly StepDifference['between'][] = ['designs', 'reference', 'feature'];

/** Runs of one fixture, step by step. Steps after the end of every run are left out. */
export function lockstep(runs: readonly RunResult[], subject?: LockstepSubject): LockstepStep[] {
  const longest = runs.reduce((best, run) => (run.steps.length > best.length ? run.steps : best), runs[0]?.steps ?? []);
  return longest.map(({ title }, step) => ({
    step,
    title,
    ret: valuesOf(runs, (run) => run.steps[step]?.ret ?? null),
    differences: told(
      runs.filter((run) => typeof run.steps[step]?.ret === 'number'),
      step,
      subject,
    ),
    violations: runs
      .flatMap(({ design, violations }) =>
        violations.filter((violation) => violation.step === step).map((violation) => ({ design, ...violation })),
      )
      .sort((a, b) => urgency(a) - urgency(b)),
  }));
}

/** Before all else the end of a kernel: what else is wrong then is of a machine that is gone. */
const urgency = ({ invariant, class: worst }: Violation): number =>
  invariant === 'oops' || invariant === 'stuck' ? -1 : rankOf(worst);

function told(runs: readonly RunResult[], step: number, subject: LockstepSubject | undefined): StepDifference[] {
  const found = differencesAt(runs, step);
  if (subject === undefined)
    return found.map((difference) => ({ ...difference, between: 'designs' as const, sources: [] }));
  const { reference, machine } = subject;
  const isOwn = ownOf(machine, { reference }, runs);
  const between = (difference: SeenDifference): StepDifference['between'] => {
    const kinds = difference.values.filter(({ designs }) => designs.some((design) => design !== reference));
    if (kinds.length > 1) return 'designs';
    return isOwn(difference, step) ? 'feature' : 'reference';
  };
  return found
    .map((difference) => ({
      ...difference,
      between: between(difference),
      sources: sourcesOf(runs, step, difference, machine),
    }))
    .sort((a, b) => order.indexOf(a.between) - order.indexOf(b.between));
}

function sourcesOf(runs: readonly RunResult[], step: number, difference: SeenDifference, machine: Machine) {
  const found = new Map<string, StepDifference['sources'][number]>();
  for (const { design, ...run } of runs) {
    const source = valueSourceOf(machine, run, step, difference);
    if (source === undefined) continue;
    const key = JSON.stringify(source);
    const alike = found.get(key);
    if (alike) alike.designs.push(design);
    else found.set(key, { designs: [design], ...source });
  }
  return [...found.values()];
}
