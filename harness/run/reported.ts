/**
 * What is reported of invariants over one run: each once, at the first step where it does not hold as badly as it ever comes
 * to, and counted after that.
 */
import type { Breach, Invariant } from '../invariants/invariant.ts';
import { consequenceClasses, type Violation } from '../types/result.ts';

export interface Reports {
  /** The step that is running, from 0. */
  step: number;
  report(invariant: Invariant, breach: Breach): void;
  /** Those that were new since it was last asked; later steps may still make them worse. */
  take(): Violation[];
}

/** What was reported of one invariant; `steps` are those where it did not hold. */
interface Reported {
  violation: Violation;
  first: string;
  steps: Set<number>;
}

/** `told` hears of each violation at the moment it is found, and again where it comes to be worse. */
export function reportsOf(told?: (violation: Violation) => void): Reports {
  const reported = new Map<Invariant, Reported>();
  let fresh: Violation[] = [];
  const reports: Reports = {
    step: 0,
    report(invariant, { message, where, class: worse }) {
      const { step } = reports;
      const before = reported.get(invariant);
      const consequence = worse ?? invariant.class;
      if (before) {
        before.steps.add(step);
        if (consequenceClasses.indexOf(consequence) < consequenceClasses.indexOf(before.violation.class)) {
          before.first = message;
          before.steps = new Set([step]);
          Object.assign(before.violation, { class: consequence, step, message, where });
          told?.(before.violation);
        }
        const more = before.steps.size - 1;
        if (more > 0)
          before.violation.message = `${before.first} (and after ${more} later step${more === 1 ? '' : 's'})`;
        return;
      }
      const { id, claims } = invariant;
      const violation = { invariant: id, class: consequence, step, message, where, claims };
      reported.set(invariant, { violation, first: message, steps: new Set([step]) });
      fresh.push(violation);
      told?.(violation);
    },
    take() {
      const violations = fresh;
      fresh = [];
      return violations;
    },
  };
  return reports;
}
