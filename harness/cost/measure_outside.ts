/** The operations of a design that runs elsewhere, in a thread with limits: the same lives, sent as scenarios. */

import type { RunResult } from '../types/result.ts';
import type { Fixture, Machine } from '../types/scenario.ts';
import { lifeFixture } from './life_fixture.ts';
import type { Measured } from './measure.ts';
import { livesOf } from './operations.ts';

const neighbours = 2;

export async function measureOutside(
  machine: Machine,
  run: (fixture: Fixture) => RunResult | Promise<RunResult>,
): Promise<Measured> {
  const sum: Measured = { counters: {}, failed: {} };
  for (const life of livesOf(neighbours, machine)) {
    const { steps, failure, verdict } = await run(lifeFixture(life, machine));
    let ended: string | undefined;
    for (const [index, { action, operation, fails }] of life.entries()) {
      const step = steps[index];
      const asMeant = step && (fails ? typeof step.ret === 'number' && step.ret < 0 : step.ret === 0);
      if (!asMeant) ended ??= `${action.op} gave ${failure?.message ?? step?.ret ?? verdict}`;
      if (!operation) continue;
      if (ended !== undefined) sum.failed[operation] = ended;
      else sum.counters[operation] = step!.counters;
    }
  }
  return sum;
}
