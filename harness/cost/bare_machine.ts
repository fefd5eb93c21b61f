/** A machine that takes actions and is never observed: looking at thousands of blocks costs more than running them. */

import { boot as bootKernel } from '../kernel/boot.ts';
import { KernelOops, KernelStuck } from '../kernel/lib/fault.ts';
import { type Kernel, type LinkPatch, link } from '../kernel/link.ts';
import { type Dimms, perform } from '../run/perform.ts';
import { patchesOf } from '../run/session.ts';
import { parseStack } from '../run/stack.ts';
import { quietly } from '../state/counters.ts';
import type { Counters } from '../types/result.ts';
import type { Action, Machine } from '../types/scenario.ts';

export interface BareMachine {
  readonly k: Kernel;
  /** 0, a negative errno, or what the kernel died of in words. */
  perform(action: Action): number | string;
  /** What was counted since the last call. */
  take(): Counters;
}

/** Errors: StackError for a stack nobody can run. */
export function bootBare(machine: Machine, stackId: string, patches: readonly LinkPatch[] = []): BareMachine {
  const stack = parseStack(stackId);
  const { k } = link(machine, stack.release, [...patchesOf(stack), ...patches]);
  quietly(k, () => bootKernel(k));
  const dimms: Dimms = new Map();
  return {
    k,
    perform(action) {
      try {
        return perform(k, dimms, action, () => []);
      } catch (error) {
        if (!(error instanceof KernelOops || error instanceof KernelStuck)) throw error;
        return `${error.kind}: ${error.message}`;
      }
    },
    take: () => k.counters.take(),
  };
}
