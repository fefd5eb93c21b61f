/**
 * What a violation needs to be seen: a debug option, an injected failure, or nothing. Found out by running the scenario
 * without; docs/invariants.md has the rules.
 */
import type { Action, Fixture } from '../corpus/types.ts';
import { invariants } from '../invariants/registry.ts';
import { consequenceClasses, type DebugOption, type Need, type Violation } from './result.ts';

/** Runs the scenario and tells what goes wrong in it. */
export type Rerun = (fixture: Fixture) => readonly Violation[];

const switches = [
  ['debug_vm', 'DEBUG_VM'],
  ['kasan', 'KASAN'],
  ['page_ext', 'PAGE_EXTENSION'],
] as const;

const readers = new Map(invariants.map(({ id, suffers }) => [id, suffers.under]));

/** Walkers that only a debug option brings. */
const walkers: Record<string, DebugOption> = { kmemleak: 'DEBUG_KMEMLEAK', kdb: 'KGDB_KDB' };

const injects = (action: Action): boolean => action.op === 'fail' || (action.op === 'inject' && action.errno !== 0);

export function withNeeds(fixture: Fixture, violations: readonly Violation[], rerun: Rerun): Violation[] {
  if (violations.length === 0) return [];
  const found = violations.map((violation) => ({ violation, needs: new Set<Need>(byItself(fixture, violation)) }));
  const { machine, steps } = fixture;
  for (const [name, need] of switches) {
    if (!machine.config[name]) continue;
    const plain = rerun({ ...fixture, machine: { ...machine, config: { ...machine.config, [name]: false } } });
    for (const { violation, needs } of found) if (!isAmong(plain, violation)) needs.add(need);
  }
  const first = steps.findIndex(({ actions }) => actions.some(injects));
  const after = first < 0 ? [] : found.filter(({ violation }) => violation.step >= first);
  if (after.length > 0) {
    const untouched = steps.map((step) => ({ ...step, actions: step.actions.filter((action) => !injects(action)) }));
    const plain = rerun({ ...fixture, steps: untouched });
    // What is expected after a failure is expected of the failure.
    for (const { violation, needs } of after)
      if (violation.invariant.startsWith('expectation') || !isAmong(plain, violation)) needs.add('failure');
  }
  return found.map(({ violation, needs }) =>
    needs.size === 0 ? violation : { ...violation, needs: [...needs].sort() },
  );
}

/** Options without which nobody would see it, or nobody would have walked into it. */
function byItself({ steps }: Fixture, { invariant, step }: Violation): readonly Need[] {
  const walker = invariant === 'oops' ? steps[step]?.actions.find(({ op }) => op === 'walk') : undefined;
  const option = walker?.op === 'walk' ? walkers[walker.walker] : undefined;
  return option ? [option] : (readers.get(invariant) ?? []);
}

const rank = (violation: Violation): number => consequenceClasses.indexOf(violation.class);

/** Whether the same goes wrong, and as badly. */
const isAmong = (violations: readonly Violation[], one: Violation): boolean =>
  violations.some((other) => other.invariant === one.invariant && rank(other) <= rank(one));
