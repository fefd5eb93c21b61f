/**
 * Designs in lockstep where both should be equal: with the feature off none may be told from the base by anything that is
 * seen of it.
 */
import { firstDivergence } from '../compare/behaviour.ts';
import { runFixture } from '../run/run.ts';
import type { Divergence } from '../types/report.ts';
import { Draw } from './numbers.ts';
import { drawPlan, type Plan, scenarioOf, under } from './random_plan.ts';
import { shrinkPlan } from './random_shrink.ts';

export interface WalkParting {
  stack: string;
  reference: string;
  seed: number;
  plan: Plan;
  divergence: Divergence;
}

/** Where two stacks first differ on a walk; null where they do not. */
export function partingOf(plan: Plan, reference: string, stack: string): Divergence | null {
  const scenario = scenarioOf(plan);
  const [a, b] = [reference, stack].map((each) => runFixture(scenario, each, { judged: false }));
  return firstDivergence([a!, { ...b!, design: stack }]);
}

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
    const plan = under(drawPlan(new Draw(seed)), { memmap_on_memory: 'off' });
    for (const stack of stacks) {
      if (found.has(stack) || !partingOf(plan, reference, stack)) continue;
      const least = shrinkPlan(plan, (smaller) => {
        try {
          return partingOf(under(smaller, { memmap_on_memory: 'off' }), reference, stack) !== null;
        } catch {
          // No machine.
          return false;
        }
      });
      const shown = under(least, { memmap_on_memory: 'off' });
      found.set(stack, { stack, reference, seed, plan: shown, divergence: partingOf(shown, reference, stack)! });
    }
    told(seed - first + 1);
  }
  return [...found.values()];
}
