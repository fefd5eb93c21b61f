/**
 * What a violation needs to be seen: a debug option, an injected failure, a call that no code in the tree makes, a machine
 * that few have, or nothing. Found out by running the scenario without; docs/invariants.md has the rules.
 */

import { invariants } from '../invariants/registry.ts';
import { consequenceClasses, type DebugOption, type Need, type Violation } from '../types/result.ts';
import type { Action, Fixture, Machine } from '../types/scenario.ts';

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

/**
 * online_pages() or offline_pages() over something else than whole memory blocks. Their one caller in the tree,
 * drivers/base/memory.c:memory_block_action@v5.12, passes a block.
 */
const callsOddly =
  ({ pagesPerBlock }: Machine) =>
  (action: Action): boolean => {
    if (action.op !== 'call' || !['online_pages', 'offline_pages'].includes(action.function)) return false;
    const { first = 0, pages = 0 } = action;
    return pages === 0 || first % pagesPerBlock !== 0 || pages % pagesPerBlock !== 0;
  };

export function withNeeds(fixture: Fixture, violations: readonly Violation[], rerun: Rerun): Violation[] {
  if (violations.length === 0) return [];
  const found = violations.map((violation) => ({ violation, needs: new Set<Need>(byItself(fixture, violation)) }));
  const { machine, steps } = fixture;
  for (const [name, need] of switches) {
    if (!machine.config[name]) continue;
    const plain = rerun({ ...fixture, machine: { ...machine, config: { ...machine.config, [name]: false } } });
    for (const { violation, needs } of found) if (!isAmong(plain, violation)) needs.add(need);
  }
  const acts = [
    ['failure', injects],
    ['direct call', callsOddly(machine)],
  ] as const;
  for (const [need, isAct] of acts) {
    const first = steps.findIndex(({ actions }) => actions.some(isAct));
    const after = first < 0 ? [] : found.filter(({ violation }) => violation.step >= first);
    if (after.length === 0) continue;
    const untouched = steps.map((step) => ({ ...step, actions: step.actions.filter((action) => !isAct(action)) }));
    const plain = rerun({ ...fixture, steps: untouched });
    // What is expected after such an act is expected of it.
    for (const { violation, needs } of after)
      if (violation.invariant.startsWith('expectation') || !isAmong(plain, violation)) needs.add(need);
  }
  return found.map(({ violation, needs }) =>
    needs.size === 0 ? violation : { ...violation, needs: [...needs].sort() },
  );
}

/** Options without which nobody would see it, or nobody would have walked into it. */
function byItself({ machine, steps }: Fixture, { invariant, step }: Violation): readonly Need[] {
  const walker = invariant === 'oops' ? steps[step]?.actions.find(({ op }) => op === 'walk') : undefined;
  const option = walker?.op === 'walk' ? walkers[walker.walker] : undefined;
  return [
    ...(option ? [option] : (readers.get(invariant) ?? [])),
    ...(machine.rare ? (['rare machine'] as const) : []),
  ];
}

const rank = (violation: Violation): number => consequenceClasses.indexOf(violation.class);

/** Whether the same goes wrong, and as badly. */
const isAmong = (violations: readonly Violation[], one: Violation): boolean =>
  violations.some((other) => other.invariant === one.invariant && rank(other) <= rank(one));
