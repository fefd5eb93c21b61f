/**
 * Invariants over one run: each is reported once, at the first step where it does not hold as badly as it ever comes to,
 * and counted after that.
 */

import { takeBaseline } from '../invariants/baseline.ts';
import type { Breach, Invariant, Watch } from '../invariants/invariant.ts';
import { watchOperations } from '../invariants/operation.ts';
import { invariants } from '../invariants/registry.ts';
import { View } from '../invariants/view.ts';
import { quietly } from '../state/counters.ts';
import { consequenceClasses, type StepResult, type Violation } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';
import type { Session } from './session.ts';

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
  const counted = invariants.filter(({ id }) => !without.includes(id));
  const resting = counted.filter(({ rest }) => rest !== undefined);
  const baseline = quietly(k, () => takeBaseline(k));
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

  const watches: Watch[] = [];
  for (const invariant of counted) {
    const watch = invariant.watch?.(k, (finding) => report(invariant, finding), baseline);
    if (watch) watches.push(watch);
  }
  const writers = watches.filter(({ write }) => write !== undefined);
  const unlockedWriters = watches.filter(({ unlockedWrite }) => unlockedWrite !== undefined);
  /** A step that wrote nothing is not looked at again. That a block came or went is no write of the journal's. */
  let written = true;
  let blocks = k.memory_blocks.size;
  k.journal.listeners.push((write) => {
    written = true;
    for (const watch of writers) watch.write?.(write);
    if (write.locks.includes('mem_hotplug_lock')) return;
    for (const watch of unlockedWriters) watch.unlockedWrite?.(write);
  });
  watchHotplugLock(k, watches);
  watchOperations(k, {
    begin(operation) {
      for (const watch of watches) watch.begin?.(operation);
    },
    end(operation, ret) {
      const block = operation.start / k.machine.pagesPerBlock;
      if (operation.kind === 'offline' && ret === 0 && baseline.blocks.has(block)) baseline.churned.add(block);
      for (const watch of watches) watch.end?.(operation, ret);
    },
  });

  return {
    before(index) {
      step = index;
    },
    after(_index, done, result) {
      // A kernel that is gone in the middle of an operation is not at rest.
      if (!session.fault)
        quietly(k, () => {
          const view = new View(k, baseline);
          if (written || blocks !== k.memory_blocks.size)
            for (const invariant of resting) {
              const finding = invariant.rest?.(view);
              if (finding) report(invariant, finding);
            }
          written = false;
          blocks = k.memory_blocks.size;
          for (const watch of watches) watch.step?.(view, done, result);
        });
      const violations = fresh;
      fresh = [];
      return violations;
    },
  };
}

function watchHotplugLock(k: Session['k'], watches: readonly Watch[]): void {
  const interested = watches.filter(({ hotplugLock }) => hotplugLock !== undefined);
  if (interested.length === 0) return;
  const { lock, unlock } = k;
  const tell = (name: string, held: boolean) => {
    if (name === 'mem_hotplug_lock') for (const watch of interested) watch.hotplugLock?.(held);
  };
  k.lock = (name) => {
    lock(name);
    tell(name, true);
  };
  k.unlock = (name) => {
    unlock(name);
    tell(name, false);
  };
}
