/** What is timed: for every operation and machine the work each design counted, done; only of designs that are right. */

import { runFixture } from '../../run/run.ts';
import type { Counters } from '../../types/result.ts';
import type { Machine } from '../../types/scenario.ts';
import { lifeFixture } from '../life_fixture.ts';
import { measure } from '../measure.ts';
import { livesOf, type OperationId } from '../operations.ts';
import { actionOf } from './actions.ts';
import type { BenchMemory } from './memory.ts';

export interface BenchGroup {
  operation: OperationId;
  machine: Machine;
  /** `wrong`: timed although its result is wrong, and why that is. */
  cases: { design: string; work: (memory: BenchMemory) => void; wrong?: string }[];
  /** Designs that are not timed, and why. */
  left: Record<string, string>;
}

const neighbours = 2;

export function benchGroups(
  machines: readonly Machine[],
  operations: readonly OperationId[],
  designs: readonly string[],
  base: string,
  wrongToo = false,
): BenchGroup[] {
  return machines.flatMap((machine) => {
    const byDesign = designs.map((design) => {
      const stack = `${base}+${design}`;
      return { design, measured: measure(machine, stack, { neighbours }), wrong: wrongOperations(machine, stack) };
    });
    return operations.map((operation): BenchGroup => {
      const group: BenchGroup = { operation, machine, cases: [], left: {} };
      for (const { design, measured, wrong } of byDesign) {
        const counters = measured.counters[operation];
        const mistake = wrong.get(operation);
        if (!counters) group.left[design] = measured.failed[operation] ?? 'it was not reached';
        else if (mistake === undefined) group.cases.push({ design, work: workOf(counters) });
        else if (wrongToo) group.cases.push({ design, work: workOf(counters), wrong: mistake });
        else group.left[design] = mistake;
      }
      return group;
    });
  });
}

/** Does what was counted, one kind of work after the other. */
export function workOf(counters: Counters): (memory: BenchMemory) => void {
  const parts = Object.entries(counters).flatMap(([counter, units]) => {
    const action = actionOf(counter);
    return action ? [{ action, units }] : [];
  });
  return (memory) => {
    for (const { action, units } of parts) action(memory, units);
  };
}

/** Operations after which something is wrong, with the first thing that is; each life is judged as a scenario is. */
function wrongOperations(machine: Machine, stack: string): Map<OperationId, string> {
  const wrong = new Map<OperationId, string>();
  for (const life of livesOf(neighbours, machine)) {
    const { verdict, violations, failure } = runFixture(lifeFixture(life, machine), stack, { observations: false });
    // Hygiene leaves the result right: a lock not held shows in no number of a single run.
    const first = violations.find((violation) => violation.class !== 'hygiene');
    if (verdict === 'ok' || (first === undefined && failure === undefined)) continue;
    const why = first ? `${verdict} ${first.invariant}` : `${verdict}: ${failure?.message ?? ''}`;
    for (const [index, { operation }] of life.entries())
      if (operation && index >= (first?.step ?? 0)) wrong.set(operation, why);
  }
  return wrong;
}
