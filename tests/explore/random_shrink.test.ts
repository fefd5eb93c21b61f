import { expect, test } from 'vitest';
import { Draw } from '../../harness/explore/numbers.ts';
import { drawnScenario, drawPlan, type Plan } from '../../harness/explore/random_plan.ts';
import { shrinkPlan } from '../../harness/explore/random_shrink.ts';

const plans = Array.from({ length: 50 }, (_, seed) => drawPlan(new Draw(seed)));

test('what anything shows shrinks to one move of one DIMM on the plainest machine', () => {
  const { geometry, moves, dimms } = shrinkPlan(plans.find(({ moves: [first] }) => first?.do === 'add')!, () => true);
  expect(moves.length).toBe(1);
  expect(dimms.length).toBeLessThanOrEqual(1);
  expect(geometry).toMatchObject({ kind: 'x86-64', structPageBytes: 64, sectionsPerBlock: 1, nodes: 1, config: {} });
});

test('what it takes stays', () => {
  const takes = (plan: Plan): boolean =>
    plan.geometry.kind === 's390' &&
    plan.geometry.structPageBytes === 80 &&
    plan.moves.filter((move) => move.do === 'add').length >= 2;
  const plan = plans.find(takes)!;
  const least = shrinkPlan(plan, takes);
  expect(takes(least)).toBe(true);
  expect(least.moves.map((move) => move.do)).toEqual(['add', 'add']);
});

test('every plan on the way can be run', () => {
  for (const plan of plans.slice(0, 5))
    shrinkPlan(plan, (smaller) => {
      expect(drawnScenario(smaller).steps.length).toBe(smaller.moves.length);
      return true;
    });
});
