/** Invariants put over a booted kernel: what each of them finds, when it finds it. */
import { type Baseline, takeBaseline } from '../invariants/baseline.ts';
import type { Breach, Invariant, Watch } from '../invariants/invariant.ts';
import { watchOperations } from '../invariants/operation.ts';
import { invariants } from '../invariants/registry.ts';
import type { View } from '../invariants/view.ts';
import type { Kernel } from '../kernel/link.ts';
import type { KernelState } from '../kernel/state.ts';
import { quietly } from '../state/counters.ts';
import type { HashSum } from '../state/hash.ts';
import type { StepResult } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';

type Done = Parameters<Required<Watch>['step']>;

export interface WatchedInvariants {
  readonly baseline: Baseline;
  /** What a step did that the kernel survived. */
  step(...done: Done): void;
  /** Look at the machine at rest: what follows from its state and what was remembered. */
  rest(view: View): void;
  /** What was noted of the incidents there were. */
  incidents(): void;
  /** What follows from its state alone, and of the incidents. */
  restOfState(view: View): void;
  /** All of a step but {@link restOfState}. */
  stepAndWatches(
    view: View,
    done: Step,
    result: Pick<StepResult, 'counters'>,
    sent: KernelState['notifications'],
  ): void;
  /** What was noted of an operation is forgotten. */
  reset(): void;
  /** Add the hash of what is remembered. */
  addHash(sum: HashSum): void;
}

/** `without`: ids that do not count. `report` hears of each breach at the moment it is found. */
export function watchInvariants(
  k: Kernel,
  without: readonly string[],
  report: (invariant: Invariant, breach: Breach) => void,
): WatchedInvariants {
  const counted = invariants.filter(({ id }) => !without.includes(id));
  const resting = counted.filter(({ rest, incident }) => rest !== undefined || incident !== undefined);
  const baseline = quietly(k, () => takeBaseline(k));
  const watches: { invariant: Invariant; watch: Watch }[] = [];
  for (const invariant of counted) {
    const watch = invariant.watch?.(k, (finding) => report(invariant, finding), baseline);
    if (watch) watches.push({ invariant, watch });
  }
  const having = <H extends keyof Watch>(hook: H) =>
    watches.flatMap(({ watch }) => (watch[hook] ? [watch as Watch & Required<Pick<Watch, H>>] : []));
  listen(k, having('write'), having('unlockedWrite'));
  watchHotplugLock(k, having('hotplugLock'));
  const [begins, ends, steps, resets] = [having('begin'), having('end'), having('step'), having('reset')];
  const memories = having('memory').map(({ memory }) => memory);
  const atRest = watches.filter(({ watch }) => watch.rest !== undefined);
  watchOperations(k, {
    begin(operation) {
      for (const watch of begins) watch.begin(operation);
    },
    end(operation, ret) {
      const block = operation.start / k.machine.pagesPerBlock;
      if (operation.kind === 'offline' && ret === 0 && baseline.blocks.has(block)) baseline.churned.add(block);
      for (const watch of ends) watch.end(operation, ret);
    },
  });

  const tell = (invariant: Invariant, finding: Breach | undefined): void => {
    if (finding) report(invariant, finding);
  };
  const restOf = ({ invariant, watch }: (typeof watches)[number], view: View): void => {
    tell(invariant, watch.rest?.(view));
  };

  return {
    baseline,
    step(...done) {
      for (const watch of steps) watch.step(...done);
    },
    rest(view) {
      for (const invariant of resting) tell(invariant, invariant.rest?.(view));
      for (const each of atRest) restOf(each, view);
    },
    incidents() {
      if (k.incidents.length === 0) return;
      for (const invariant of resting) tell(invariant, firstIncident(k, invariant));
    },
    restOfState(view) {
      for (const invariant of resting) tell(invariant, invariant.rest?.(view) ?? firstIncident(k, invariant));
    },
    stepAndWatches(view, done, result, sent) {
      for (const each of watches) {
        each.watch.step?.(() => view, done, result, sent);
        restOf(each, view);
      }
    },
    reset() {
      for (const watch of resets) watch.reset();
    },
    addHash(sum) {
      baseline.churned.addHash(sum);
      for (const memory of memories) memory.addHash(sum);
    },
  };
}

function firstIncident(k: Kernel, { incident: judge }: Invariant): Breach | undefined {
  if (!judge) return undefined;
  for (const incident of k.incidents) {
    const finding = judge(incident);
    if (finding) return finding;
  }
  return undefined;
}

function listen(
  k: Kernel,
  writers: readonly Required<Pick<Watch, 'write'>>[],
  unlockedWriters: readonly Required<Pick<Watch, 'unlockedWrite'>>[],
): void {
  if (writers.length > 0)
    k.journal.listeners.push((write) => {
      for (const watch of writers) watch.write(write);
    });
  if (unlockedWriters.length > 0)
    k.journal.unlockedListeners.push((write) => {
      for (const watch of unlockedWriters) watch.unlockedWrite(write);
    });
}

function watchHotplugLock(k: Kernel, interested: readonly Required<Pick<Watch, 'hotplugLock'>>[]): void {
  if (interested.length === 0) return;
  const { lock, unlock } = k;
  const tell = (name: string, held: boolean) => {
    if (name === 'mem_hotplug_lock') for (const watch of interested) watch.hotplugLock(held);
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
