import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Draw } from '../../harness/explore/numbers.ts';
import { drawnScenario, drawPlan, withSwitches } from '../../harness/explore/random_plan.ts';
import { runFixture } from '../../harness/run/run.ts';

const planOf = (seed: number) => drawPlan(new Draw(seed));

test('no DIMM lies over another one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const { dimms } = planOf(seed);
      for (const [index, dimm] of dimms.entries())
        expect(dimm.at).toBeGreaterThanOrEqual(index === 0 ? 0 : dimms[index - 1]!.at + dimms[index - 1]!.blocks);
    }),
  );
});

test('a walk runs to its end on the base, or to where the kernel dies', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), (seed) => {
      const { verdict, failure } = runFixture(drawnScenario(planOf(seed)), 'linux@5.12+unpatched');
      expect([verdict, verdict === 'error' ? failure : undefined]).toEqual([verdict, undefined]);
      expect(verdict).not.toBe('error');
    }),
    { numRuns: 20 },
  );
});

test('with the feature off nobody asks for it', () => {
  const asking = Array.from({ length: 300 }, (_, seed) => planOf(seed)).filter(({ moves }) =>
    moves.some((move) => move.do === 'add' && move.asks),
  );
  expect(asking.length).toBeGreaterThan(0);
  for (const plan of asking)
    expect(withSwitches(plan, { memmap_on_memory: 'off' }).moves.some((move) => move.do === 'add' && move.asks)).toBe(
      false,
    );
});
