/**
 * Designs in lockstep where both should be equal: with the feature off none may be told from the base by anything that is
 * seen of it.
 */
import { firstDivergence } from '../compare/behaviour.ts';
import { runFixture } from '../run/run.ts';
import type { Divergence } from '../types/report.ts';
import { Draw } from './numbers.ts';
import { drawnScenario, drawPlan, type Plan, withSwitches } from './random_plan.ts';
import { shrinkPlan } from './random_shrink.ts';

export interface WalkParting {
  stack: string;
  reference: string;
  seed: number;
  plan: Plan;
  divergence: Divergence;
}

/** Where two stacks first differ on a walk; null where they do not. */
export function walkParting(plan: Plan, reference: string, stack: string): Divergence | null {
  const scenario = drawnScenario(plan);
  const [a, b] = [reference, stack].map((each) => runFixture(scenario, each, { judged: false }));
  return firstDivergence([a!, { ...b!, design: stack }]);
}

const off = (plan: Plan): Plan => withSwitches(plan, { memmap_on_memory: 'off' });

/** Each stack that parts from the reference with the feature off, with the shortest walk that shows it. */
export function searchPartings(
  reference: string,
  stacks: readonly string[],
  first: number,
  count: number,
  told: (done: number) => void = () => undefined,
): WalkParting[] {
  const found = new Map<string, WalkParting>();
  for (let seed = first; seed < first + count; seed++) {
    const plan = off(drawPlan(new Draw(seed)));
    for (const stack of stacks) {
      if (found.has(stack) || !walkParting(plan, reference, stack)) continue;
      const shown = off(shrinkPlan(plan, (smaller) => walkParting(off(smaller), reference, stack) !== null));
      found.set(stack, { stack, reference, seed, plan: shown, divergence: walkParting(shown, reference, stack)! });
    }
    told(seed - first + 1);
  }
  return [...found.values()];
}
