import { isConclusive, rankOf, showing, worstOf } from '../types/consequence.ts';
import type { ReportResult } from '../types/report.ts';
import { type ConsequenceClass, consequenceClasses, type Need, type Verdict } from '../types/result.ts';

/** How one design fares over the corpus. */
export interface Standing {
  design: string;
  /** Fixtures by the worst thing that goes wrong in them. */
  byClass: Record<ConsequenceClass, number>;
  /** Of those of a class, how many it takes a debug option or an injected failure to see, by what it takes. */
  only: { class: ConsequenceClass; needs: Need[]; fixtures: number }[];
  /** Fixtures in which nothing goes wrong. */
  good: number;
  /** Fixtures that gave no answer: the design threw, or ran out of time. */
  inconclusive: number;
  /** Fixtures run. */
  total: number;
  /** The class that puts the design where it is, with a fixture and invariant that shows it. */
  because?: { class: ConsequenceClass; fixture: string; invariant: string; needs: Need[] };
}

/** How one fixture ended on a design, as far as a standing is concerned. */
export interface FixtureOutcome {
  fixture: string;
  verdict: Verdict;
  worst: ConsequenceClass | undefined;
  invariant: string;
  /** What it takes to see that worst. */
  needs: readonly Need[];
}

export function outcomeOf(result: Pick<ReportResult, 'fixture' | 'verdict' | 'violations'>): FixtureOutcome {
  const { fixture, verdict, violations } = result;
  const worst = worstOf(result);
  const shown = showing(violations, worst);
  return { fixture, verdict, worst, invariant: shown?.invariant ?? verdict, needs: shown?.needs ?? [] };
}

export function standingOf(design: string, outcomes: readonly FixtureOutcome[]): Standing {
  const byClass = Object.fromEntries(consequenceClasses.map((name) => [name, 0])) as Standing['byClass'];
  const standing: Standing = { design, byClass, only: [], good: 0, inconclusive: 0, total: 0 };
  for (const { fixture, verdict, worst, invariant, needs } of outcomes) {
    standing.total++;
    if (!isConclusive(verdict)) standing.inconclusive++;
    else if (worst === undefined) standing.good++;
    if (worst === undefined) continue;
    byClass[worst]++;
    if (needs.length > 0) countOnly(standing, worst, needs);
    const { because } = standing;
    const better = because === undefined ? 1 : rankOf(because.class) - rankOf(worst);
    // Of two of a class a plain one says more.
    if (better > 0 || (better === 0 && because!.needs.length > 0 && needs.length === 0))
      standing.because = { class: worst, fixture, invariant, needs: [...needs] };
  }
  standing.only.sort((a, b) => rankOf(a.class) - rankOf(b.class) || b.fixtures - a.fixtures);
  return standing;
}

function countOnly({ only }: Standing, worst: ConsequenceClass, needs: readonly Need[]): void {
  const known = only.find((each) => each.class === worst && each.needs.join() === needs.join());
  if (known) known.fixtures++;
  else only.push({ class: worst, needs: [...needs], fixtures: 1 });
}

/** The worst class in which the two differ; undefined when none tells them apart. */
function decisiveClass(a: Standing, b: Standing): ConsequenceClass | undefined {
  return consequenceClasses.find((name) => a.byClass[name] !== b.byClass[name]);
}

/**
 * Negative when the first of the two holds up better, 0 when nothing that is counted tells them apart: counts of
 * fixtures are compared class by class, the worst class first, so that no number of slow paths outweighs a crash. A
 * design that gave no answer cannot be praised for it.
 */
export function compareStandings(a: Standing, b: Standing): number {
  if (a.inconclusive !== b.inconclusive) return a.inconclusive - b.inconclusive;
  const decisive = decisiveClass(a, b);
  return decisive === undefined ? 0 : a.byClass[decisive] - b.byClass[decisive];
}

/** By place, best first; those that tie share one, in the order given. */
export function inPlaces<T>(standings: readonly T[], compare: (a: T, b: T) => number): T[][] {
  const places: T[][] = [];
  for (const standing of [...standings].sort(compare)) {
    const place = places.at(-1);
    if (place && compare(place[0]!, standing) === 0) place.push(standing);
    else places.push([standing]);
  }
  return places;
}
