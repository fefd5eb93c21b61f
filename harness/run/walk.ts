/**
 * A machine that goes to and fro between its states: a step is taken back as cheaply as it is taken, and one number says
 * whether a state was met before. The kernel is the lean one, see harness/kernel/link.ts: what is found here is played again
 * on a recorded one by whoever wants to know how it came about.
 */
import type { Breach, Invariant } from '../invariants/invariant.ts';
import { guardedByLock } from '../invariants/locks/hotplug-lock-held.ts';
import { View } from '../invariants/view.ts';
import { KernelOops, KernelStuck } from '../kernel/lib/fault.ts';
import type { Kernel } from '../kernel/link.ts';
import { addHashOfState, type Frame, frameOf, putBackFrame } from '../kernel/rest.ts';
import { quietly } from '../state/counters.ts';
import { HashSum, hashOfNumber, hashOfText } from '../state/hash.ts';
import { TrackedMap } from '../state/tracked_map.ts';
import type { Observation } from '../types/observation.ts';
import { consequenceClasses, type Violation } from '../types/result.ts';
import type { Machine, Step } from '../types/scenario.ts';
import { observe } from './observe.ts';
import { type Dimm, type Dimms, perform } from './perform.ts';
import { bootStack, type SessionOptions, showEvent } from './session.ts';
import { watchInvariants } from './watching.ts';

/** What a step did, as far as it is seen from outside, and what it broke. */
export interface StepSeen {
  /** Of every action, 0 or a negative errno; up to where the kernel died. */
  rets: readonly number[];
  /** The kernel is gone: all that can be done is to go back. */
  died?: { kind: 'oops' | 'stuck'; message: string };
  /** `GOING_ONLINE 1048576+32768 0`, in order. */
  notifier: readonly string[];
  /** Of this step, each invariant once; its `step` is 0. What is found of the machine at rest is not among them. */
  violations: readonly Violation[];
  /** What changed without mem_hotplug_lock that must not, each once: `section bits`. */
  locks: readonly string[];
}

export interface WalkableMachine {
  readonly k: Kernel;
  readonly dimms: Dimms;
  /** Errors: whatever a design's module throws beside the kernel's own death. */
  step(step: Step): StepSeen;
  /** What is wrong with the machine at rest. Equal hashes, equal answers. */
  restViolations(): Violation[];
  /** A place to come back to, any number of times. Marks that were set later are forgotten with that. */
  mark(): number;
  /** Back to it: the state, what the invariants remember, the DIMMs. */
  rewind(to: number): void;
  /** Of all that can make a difference later: 53 bits. */
  hash(): number;
  observe(): Observation;
}

export interface OpenWalkOptions extends Pick<SessionOptions, 'layers' | 'patches'> {
  /** Invariants that do not count. */
  without?: readonly string[];
  /** Keep the call trace, for patches that ask who calls. */
  calls?: boolean;
}

interface Mark extends Frame {
  position: number;
}

const nothing: readonly never[] = [];
const dimmSeed = hashOfText('dimm');
const rank = (violation: Violation): number => consequenceClasses.indexOf(violation.class);

/** Errors: StackError for a stack that cannot be run. */
export function openWalk(machine: Machine, stackId: string, options: OpenWalkOptions = {}): WalkableMachine {
  const { k, signatureOf } = bootStack(machine, stackId, options, {
    lean: true,
    ...(options.calls ? { calls: true } : {}),
  });
  const dimms = new TrackedMap<string, Dimm>(k.undo);
  const marks: Mark[] = [];
  const sum = new HashSum();
  let found: Violation[] = [];
  let unlocked: string[] = [];
  let died: StepSeen['died'];

  const report = ({ id, class: usual, claims }: Invariant, { message, where, class: other }: Breach): void => {
    const violation: Violation = { invariant: id, class: other ?? usual, step: 0, message, where, claims };
    const before = found.findIndex(({ invariant }) => invariant === id);
    if (before < 0) found.push(violation);
    else if (rank(violation) < rank(found[before] as Violation)) found[before] = violation;
  };
  const watched = watchInvariants(k, options.without ?? [], report);
  k.journal.unlockedListeners.push((write) => {
    const what = guardedByLock(write);
    if (what !== undefined && !unlocked.includes(what)) unlocked.push(what);
  });
  k.incidents.length = 0;
  k.undo.mark();

  const act = ({ actions }: Step): number[] => {
    const rets: number[] = [];
    // Nobody reads where in the model an oops was thrown.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
      for (const action of actions) rets.push(perform(k, dimms, action, signatureOf));
    } catch (error) {
      if (!(error instanceof KernelOops || error instanceof KernelStuck)) throw error;
      died = { kind: error.kind, message: error.message };
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
    return rets;
  };

  return {
    k,
    dimms,
    step(step) {
      if (died) return { rets: nothing, died, notifier: nothing, violations: nothing, locks: nothing };
      const first = k.notifications.length;
      found = [];
      unlocked = [];
      k.incidents.length = 0;
      const rets = act(step);
      const sent = k.notifications.slice(first);
      const counters = k.counters.take();
      if (!died)
        quietly(k, () => {
          let view: View | undefined;
          watched.step(
            () => {
              view ??= new View(k, watched.baseline);
              return view;
            },
            step,
            { counters },
            sent,
          );
          watched.incidents();
        });
      watched.reset();
      return { rets, ...(died ? { died } : {}), notifier: sent.map(showEvent), violations: found, locks: unlocked };
    },
    restViolations() {
      if (died) return [];
      found = [];
      quietly(k, () => watched.rest(new View(k, watched.baseline)));
      return found;
    },
    mark() {
      marks.push({ ...frameOf(k), position: k.undo.mark() });
      return marks.length - 1;
    },
    rewind(to) {
      const mark = marks[to];
      if (!mark) throw new Error(`there is no mark ${to} to go back to`);
      k.undo.rewind(mark.position);
      putBackFrame(k, mark);
      marks.length = to + 1;
      died = undefined;
    },
    hash() {
      sum.clear();
      addHashOfState(k, sum);
      watched.addHash(sum);
      for (const [name, { start, pages, accepted }] of dimms)
        sum.add(dimmSeed ^ hashOfText(name), hashOfNumber(start), hashOfNumber(pages * 2 + Number(accepted)));
      return sum.value;
    },
    observe: () => quietly(k, () => observe(k)),
  };
}
