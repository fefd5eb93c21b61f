/** What changed between two revisions, or two designs, in behaviour: what git range-diff is to patches. */
import { behaveAlike, firstDivergence } from '../compare/behaviour.ts';
import { replayOf, runFixture } from '../run/run.ts';
import type { Check, Claim } from '../types/claim.ts';
import { rankOf, worstOf } from '../types/consequence.ts';
import { operations } from '../types/operation.ts';
import type { Divergence } from '../types/report.ts';
import { type Counters, consequenceClasses, type RunResult, type Verdict } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { type Deciding, decide } from './decide.ts';
import { stackOfDesign } from './runs.ts';

export interface FixtureChange {
  kind: 'verdict' | 'behaviour';
  fixture: string;
  title: string;
  /** Verdicts, with the worst consequence behind them. */
  before: string;
  after: string;
  /** By what goes wrong, the worst class first; `other` where as much goes wrong in another way. */
  turns: 'better' | 'worse' | 'other';
  divergence: Divergence | null;
  replay: string;
}

export interface ClaimChange {
  kind: 'claim';
  claim: string;
  text: string;
  /** Whether what the claim looks at holds for the design. */
  before: boolean | null;
  after: boolean | null;
}

export interface CostChange {
  kind: 'cost';
  operation: string;
  counter: string;
  before: number;
  after: number;
}

export interface Interdiff {
  base: string;
  designs: [before: string, after: string];
  same: boolean;
  /** Scenarios that were compared, and those that cannot be told apart. */
  fixtures: { compared: number; alike: number };
  /** Scenarios in which less goes wrong, and in which more does. */
  better: number;
  worse: number;
  changed: (FixtureChange | ClaimChange | CostChange)[];
}

const told = (run: RunResult): string => {
  const worst = worstOf(run);
  return worst === undefined ? run.verdict : `${run.verdict}, ${worst}`;
};

/** Class by class from the worst on, how many invariants are broken; the first count that differs decides. */
function turnOf(before: RunResult, after: RunResult): FixtureChange['turns'] {
  const [old, now] = [before, after].map(countsOf) as [number[], number[]];
  const at = old.findIndex((count, index) => count !== now[index]);
  if (at < 0) return 'other';
  return now[at]! < old[at]! ? 'better' : 'worse';
}

function countsOf(run: RunResult): number[] {
  const worst = worstOf(run);
  return consequenceClasses.map((name) => {
    const broken = new Set(run.violations.flatMap((each) => (each.class === name ? [each.invariant] : [])));
    // A verdict may say more than the violations do.
    return broken.size === 0 && name === worst ? 1 : broken.size;
  });
}

/** The operation that a step's last action belongs to, where its cost is told. */
function operationOf(fixture: Fixture, at: number): string | undefined {
  const op = fixture.steps[at]?.actions.at(-1)?.op ?? '';
  const operation = op.startsWith('online') ? 'online' : op === 'remove_memory' ? 'remove' : op;
  return operations.find((each) => each === operation);
}

type Costs = Map<string, { before: number; after: number }>;

/** Steps that succeed on both, with the feature on; a step that fails costs something else. */
function addCosts(costs: Costs, fixture: Fixture, before: RunResult, after: RunResult): void {
  if (fixture.machine.config.memmap_on_memory === 'off') return;
  for (const at of fixture.steps.keys()) {
    const [a, b] = [before.steps[at], after.steps[at]];
    const operation = operationOf(fixture, at);
    if (a?.ret !== 0 || b?.ret !== 0 || operation === undefined) continue;
    const add = (counters: Counters, side: 'before' | 'after') => {
      for (const [counter, amount] of Object.entries(counters)) {
        if (counter.startsWith('longest hold')) continue;
        const key = `${operation}\t${counter}`;
        const sum = costs.get(key) ?? { before: 0, after: 0 };
        sum[side] += amount;
        costs.set(key, sum);
      }
    };
    add(a.counters, 'before');
    add(b.counters, 'after');
  }
}

function claimChanges(claims: readonly Claim[], [before, after]: [string, string], how: Deciding): ClaimChange[] {
  return claims.flatMap((claim) => {
    // A claim that looks at one design beside another says nothing about a third.
    const checks: Check[] = claim.cases
      .filter((each) => [...each.for, ...each.butNot].some((design) => !design.includes('~')))
      .map(({ check }) => check);
    return checks
      .flatMap((check): ClaimChange[] => {
        const [a, b] = [decide(check, before, how).holds ?? null, decide(check, after, how).holds ?? null];
        return a === b ? [] : [{ kind: 'claim', claim: claim.id, text: claim.claim, before: a, after: b }];
      })
      .filter(
        (each, at, all) => all.findIndex((other) => other.before === each.before && other.after === each.after) === at,
      );
  });
}

const costly = (each: CostChange): number => {
  const [small, large] = each.before < each.after ? [each.before, each.after] : [each.after, each.before];
  return small === 0 ? Number.POSITIVE_INFINITY : large / small;
};

/** Both designs over the scenarios and claims. `onProgress` is called after each scenario. */
export function interdiff(
  fixtures: readonly Fixture[],
  claims: readonly Claim[],
  designs: [string, string],
  how: Deciding,
): Interdiff {
  const changes: FixtureChange[] = [];
  const costs: Costs = new Map();
  const rank = new Map<string, number>();
  for (const fixture of fixtures) {
    const [before, after] = designs.map((design) => ({
      ...runFixture(fixture, stackOfDesign(design, how.base)),
      design,
    })) as [RunResult, RunResult];
    addCosts(costs, fixture, before, after);
    const verdicts: [Verdict, Verdict] = [before.verdict, after.verdict];
    const sameVerdict = verdicts[0] === verdicts[1] && worstOf(before) === worstOf(after);
    if (sameVerdict && behaveAlike(before, after)) continue;
    rank.set(`${fixture.id} before`, rankOf(worstOf(before))).set(`${fixture.id} after`, rankOf(worstOf(after)));
    changes.push({
      kind: sameVerdict ? 'behaviour' : 'verdict',
      fixture: fixture.id,
      title: fixture.title,
      before: told(before),
      after: told(after),
      turns: turnOf(before, after),
      divergence: firstDivergence([before, after]),
      replay: `${replayOf(fixture.id, stackOfDesign(designs[0], how.base))} --design ${designs[1]}`,
    });
  }
  const moved = [...costs].flatMap(([key, sum]): CostChange[] => {
    const [operation = '', counter = ''] = key.split('\t');
    return sum.before === sum.after ? [] : [{ kind: 'cost', operation, counter, ...sum }];
  });
  moved.sort(
    (a, b) => costly(b) - costly(a) || a.operation.localeCompare(b.operation) || a.counter.localeCompare(b.counter),
  );
  // What got worse, worst first; then what got better, by how bad it was.
  const urgency = (each: FixtureChange): number => {
    const [a, b] = [rank.get(`${each.fixture} before`) ?? 0, rank.get(`${each.fixture} after`) ?? 0];
    return each.kind === 'behaviour' ? 1000 : b < a ? b : 100 + a;
  };
  changes.sort((a, b) => urgency(a) - urgency(b) || (a.fixture < b.fixture ? -1 : 1));
  const changed = [...changes, ...claimChanges(claims, designs, how), ...moved];
  return {
    base: how.base,
    designs,
    same: changed.length === 0,
    fixtures: { compared: fixtures.length, alike: fixtures.length - changes.length },
    better: changes.filter(({ turns }) => turns === 'better').length,
    worse: changes.filter(({ turns }) => turns === 'worse').length,
    changed,
  };
}
