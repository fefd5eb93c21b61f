/** The operations on one machine and design: the work they count. */

import type { LinkPatch } from '../kernel/link.ts';
import type { Counters } from '../types/result.ts';
import type { Machine } from '../types/scenario.ts';
import { bootBare } from './bare_machine.ts';
import { livesOf, type OperationId, operationIds, type Stage } from './operations.ts';

export interface Measured {
  counters: Partial<Record<OperationId, Counters>>;
  /** Why an operation was not counted: it, or what leads up to it, did not do what it is meant to. */
  failed: Partial<Record<OperationId, string>>;
}

export interface MeasureOptions {
  /** Blocks online below the one operated on; 2 unless told. */
  neighbours?: number;
  /** Put over the design: deliberately slow ones. */
  patches?: readonly LinkPatch[];
}

/** Errors: StackError for a stack nobody can run. */
export function measure(machine: Machine, stack: string, options: MeasureOptions = {}): Measured {
  const sum: Measured = { counters: {}, failed: {} };
  for (const life of livesOf(options.neighbours ?? 2, machine)) live(life, machine, stack, options.patches ?? [], sum);
  return sum;
}

function live(
  stages: readonly Stage[],
  machine: Machine,
  stack: string,
  patches: readonly LinkPatch[],
  sum: Measured,
): void {
  const bare = bootBare(machine, stack, patches);
  let ended: string | undefined;
  for (const { action, operation, fails } of stages) {
    if (ended === undefined) {
      if (operation) bare.take();
      const ret = bare.perform(action);
      const asMeant = fails ? typeof ret === 'number' && ret < 0 : ret === 0;
      if (asMeant && operation) sum.counters[operation] = bare.take();
      if (!asMeant) ended = `${action.op} gave ${ret}`;
    }
    if (ended !== undefined && operation) sum.failed[operation] = ended;
  }
}

/** Operations in their order, those that were counted on any of these. */
export const measuredOperations = (all: readonly Measured[]): OperationId[] =>
  operationIds.filter((id) => all.some((each) => each.counters[id] !== undefined));
