import { expect, test } from 'vitest';
import { decideClaim } from '../../harness/claims/ledger.ts';
import { leavesOf } from '../../harness/claims/load.ts';
import { type RunSource, runSource } from '../../harness/claims/runs.ts';
import type { LinkPatch } from '../../harness/kernel/link.ts';
import type { Claim } from '../../harness/types/claim.ts';
import { base, claims, fixtures, source } from './real.ts';
import { wrong } from './wrong_designs.ts';

interface Swap {
  claim: Claim;
  observed: string;
  /** What is run in its place. */
  by: string | LinkPatch;
}

/** A design that the claim speaks of, and one of which it says the opposite. */
function swapOf(claim: Claim): Swap[] {
  for (const each of claim.cases) {
    if (leavesOf(each.check).some(({ fixture }) => fixture === undefined)) continue;
    const observed = each.for[0] ?? each.butNot[0];
    const by = wrong[claim.id] ?? (each.for.length > 0 ? each.butNot[0] : undefined);
    if (observed !== undefined && by !== undefined) return [{ claim, observed, by }];
  }
  return [];
}

function swapped({ observed, by }: Swap): RunSource {
  if (typeof by === 'string')
    return { ...source, run: (fixture, design) => source.run(fixture, design === observed ? by : design) };
  return runSource(fixtures, base, (design) => (design === observed ? [by] : []));
}

const pool = claims.flatMap(swapOf);

test('most claims can be put to the test of a wrong design', () => {
  expect(pool.length).toBeGreaterThanOrEqual(45);
});

// All of them: a draw of some would leave the others a chance to be constants.
test.each(
  pool.map((swap) => [swap.claim.id, swap.observed, typeof swap.by === 'string' ? swap.by : swap.by.id, swap] as const),
)('%s flips for %s when "%s" is observed in its place', (_id, observed, _by, swap) => {
  const verdictWith = (from: RunSource) =>
    decideClaim(swap.claim, { source: from, base }).designs.find(({ design }) => design === observed)?.verdict;
  const [before, after] = [verdictWith(source), verdictWith(swapped(swap))];
  expect([before, after].sort()).toEqual(['confirmed', 'refuted']);
});
