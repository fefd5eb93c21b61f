/** What an invariant is, and when it may look. */

import type { Kernel } from '../kernel/link.ts';
import type { Incident, KernelState } from '../kernel/state.ts';
import type { Write } from '../state/journal.ts';
import type { ConsequenceClass, DebugOption, StepResult } from '../types/result.ts';
import type { Step } from '../types/scenario.ts';
import type { Baseline } from './baseline.ts';
import type { WatchedOperation } from './operation.ts';
import type { Remembered } from './remembered.ts';
import type { View } from './view.ts';

/** What does not hold: one sentence with the numbers, and where in the machine. */
export interface Breach {
  message: string;
  where: string;
  /** Where this one case is worse, or milder, than the invariant's class says. */
  class?: ConsequenceClass;
}

export type Tell = (finding: Breach) => void;

/**
 * A watch over one run. Everything it sees is the machine itself; it changes nothing and counts no work. What it notes
 * down while an operation runs is of that operation: `reset` is called after each step, and when the kernel died. What it
 * has to know later is its memory.
 */
export interface Watch {
  /** After every write to the machine. */
  write?(write: Write): void;
  /** After every write made by somebody who does not hold mem_hotplug_lock. */
  unlockedWrite?(write: Write): void;
  /** mem_hotplug_lock was taken or released; called after it was. */
  hotplugLock?(held: boolean): void;
  /** An operation starts, or ends: see operation.ts. */
  begin?(operation: WatchedOperation): void;
  end?(operation: WatchedOperation, ret: number): void;
  /** After every step that the kernel survived, while nothing runs. `sent`: the events of the step, in order. */
  step?(view: () => View, step: Step, result: Pick<StepResult, 'counters'>, sent: KernelState['notifications']): void;
  /** The machine at rest after a step: what does not hold of it, given what was remembered. */
  rest?(view: View): Breach | undefined;
  reset?(): void;
  memory?: Pick<Remembered<never>, 'addHash'>;
}

/** The argument for a class: who suffers, on which kernels, and how. */
export interface Sufferer {
  /** `file:function` of the kernel. */
  reader: string;
  /** Options without which there is no such reader; none: every kernel has it. */
  under: readonly DebugOption[];
  /** What it does then. A wrong number names its file in /proc or /sys; where one case is milder or worse, it says which. */
  how: string;
}

export interface Invariant {
  /** `span/pages-in-zone-span`: the file below harness/invariants. */
  id: string;
  /** What must hold, a sentence. */
  title: string;
  /** What somebody does who breaks it: said behind the name of a function. `short`: at most 32 characters. */
  fault: { short: string; long: string };
  /** What happens to a user where it does not, at its usual. */
  class: ConsequenceClass;
  suffers: Sufferer;
  /** Why it must hold. */
  reason: string;
  /** Kernel code that relies on it, as `file:function`. */
  reliesOn: string[];
  /** Of the thread's ledger. */
  claims: string[];
  /** It holds two looks at the machine against each other, value by value: what neither of them tells it can leave out. */
  compares?: true;
  /** Looked at after every step, while nothing runs. */
  rest?(view: View): Breach | undefined;
  /** What was noted while an operation ran: asked of each incident, the first that breaks it is told. */
  incident?(incident: Incident): Breach | undefined;
  /** For what cannot be judged from a machine at rest. */
  watch?(k: Kernel, report: Tell, baseline: Baseline): Watch;
}

/** Identity, for the types; every file of this folder has one. */
export const defineInvariant = (invariant: Invariant): Invariant => invariant;
