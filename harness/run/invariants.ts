/** Invariants over one run of the model. */

import { View } from '../invariants/view.ts';
import { quietly } from '../state/counters.ts';
import type { StepResult, Violation } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';
import { reportsOf } from './reported.ts';
import type { Session } from './session.ts';
import { watchInvariants } from './watching.ts';

export interface InvariantChecks {
  before(index: number, step: Step): void;
  after(index: number, step: Step, result: StepResult): Violation[];
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
  const reports = reportsOf(told);
  const watched = watchInvariants(k, without, reports.report);
  /** A step that wrote nothing is not looked at again. That a block came or went is no write of the journal's. */
  let written = true;
  let blocks = k.memory_blocks.size;
  let events = k.notifications.length;
  k.journal.listeners.push(() => {
    written = true;
  });

  return {
    before(index) {
      reports.step = index;
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
      return reports.take();
    },
  };
}
