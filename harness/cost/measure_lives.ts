/** Runs lives and keeps what their named operations count. */
import type { Counters } from '../types/result.ts';
import type { Action, Machine } from '../types/scenario.ts';
import { bootBare } from './bare_machine.ts';

export interface LifeStage<Name extends string> {
  action: Action;
  /** What it counts is kept under this name; of several of a name the sum. */
  operation?: Name;
  fails?: true;
}

/** A life ends at the first action that does not do what it is meant to; an operation from there on has no counters. */
export function measureLives<Name extends string>(
  lives: readonly (readonly LifeStage<Name>[])[],
  machine: Machine,
  stack: string,
): Map<Name, Counters> {
  const counted = new Map<Name, Counters>();
  for (const life of lives) {
    const bare = bootBare(machine, stack);
    for (const { action, operation, fails } of life) {
      bare.take();
      const ret = bare.perform(action);
      if (fails ? typeof ret !== 'number' || ret >= 0 : ret !== 0) {
        if (operation) counted.delete(operation);
        break;
      }
      if (operation) counted.set(operation, added(counted.get(operation) ?? {}, bare.take()));
    }
  }
  return counted;
}

/** Sums; of what tells a longest stretch the longest. */
export function added(sum: Counters, more: Counters): Counters {
  const all = { ...sum };
  for (const [counter, amount] of Object.entries(more)) {
    const before = all[counter] ?? 0;
    all[counter] = counter.startsWith('longest ') ? Math.max(before, amount) : before + amount;
  }
  return all;
}
