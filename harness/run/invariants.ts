/**
 * Invariants over one run: each is reported once, at the first step where it does not hold as badly as it ever comes to,
 * and counted after that.
 */

import type { Breach, Invariant } from '../invariants/invariant.ts';
import { View } from '../invariants/view.ts';
import { quietly } from '../state/counters.ts';
import { consequenceClasses, type StepResult, type Violation } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';
import type { Session } from './session.ts';
import { watchInvariants } from './watching.ts';

export interface InvariantChecks {
  before(index: number, step: Step): void;
  after(index: number, step: Step, result: StepResult): Violation[];
}

/** What was reported of one invariant; `steps` are those where it did not hold. */
interface Reported {
  violation: Violation;
  first: string;
  steps: Set<number>;
}

/**
 * Watch a freshly booted session. `without`: ids that do not count. `told` hears of each violation at the moment it is
 * found, and again where it comes to be worse.
 */
export function checkInvariants(
  session: Session,
  without: readonly string[],
  told?: (violation: Violation) => void,
): InvariantChecks {
  const { k } = session;
  const reported = new Map<Invariant, Reported>();
  let step = 0;
  let fresh: Violation[] = [];

  const report = (invariant: Invariant, { message, where, class: worse }: Breach): void => {
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
      if (more > 0) before.violation.message = `${before.first} (and after ${more} later step${more === 1 ? '' : 's'})`;
      return;
    }
    const { id, claims } = invariant;
    const violation = { invariant: id, class: consequence, step, message, where, claims };
    reported.set(invariant, { violation, first: message, steps: new Set([step]) });
    fresh.push(violation);
    told?.(violation);
  };

  const watched = watchInvariants(k, without, report);
  /** A step that wrote nothing is not looked at again. That a block came or went is no write of the journal's. */
  let written = true;
  let blocks = k.memory_blocks.size;
  let events = k.notifications.length;
  k.journal.listeners.push(() => {
    written = true;
  });

  return {
    before(index) {
      step = index;
    },
    after(_index, done, result) {
      // A kernel that is gone in the middle of an operation is not at rest.
      if (!session.fault)
        quietly(k, () => {
          const view = new View(k, watched.baseline);
          if (written || blocks !== k.memory_blocks.size) watched.restOfState(view);
          written = false;
          blocks = k.memory_blocks.size;
          watched.stepAndWatches(view, done, result, k.notifications.slice(events));
        });
      events = k.notifications.length;
      watched.reset();
      const violations = fresh;
      fresh = [];
      return violations;
    },
  };
}
