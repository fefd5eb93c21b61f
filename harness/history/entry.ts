/** A bug that upstream mendedBugs, as the revision that had it and the one that had not. */

import type { ModelChange } from '../mutants/change.ts';
import type { MachineConfig } from '../types/scenario.ts';

/** How a revision is had: a stack, and what is changed in it. */
export interface Revision {
  stack: string;
  change?: ModelChange;
}

export interface MendedBug {
  id: string;
  /** Of the fix. */
  title: string;
  commit?: string;
  messageId?: string;
  /** `file:function` of the kernel tree, where the fix is. */
  at: string;
  /** What was wrong. */
  about: string;
  before: Revision;
  after: Revision;
}

/** A change that upstream made without meaning to change what the kernel does: whatever is said about it is a false alarm. */
export interface Neutral extends MendedBug {
  config?: Partial<MachineConfig>;
}

/** A bug that the model cannot have. */
export interface Beyond extends Pick<MendedBug, 'id' | 'title' | 'commit'> {
  reason: string;
}
