import type { Report } from '../report/report.ts';
import { type ConsequenceClass, consequenceClasses } from '../run/result.ts';
import { isConclusive, rankOf, worstOf } from './consequence.ts';

/** How one design fares over the corpus. */
export interface Standing {
  design: string;
  /** Fixtures by the worst thing that goes wrong in them. */
  byClass: Record<ConsequenceClass, number>;
  /** Fixtures in which nothing goes wrong. */
  good: number;
  /** Fixtures that gave no answer: the design threw, or ran out of time. */
  inconclusive: number;
  /** Fixtures run. */
  total: number;
  /** The class that puts the design where it is, with a fixture and invariant that shows it. */
  because?: { class: ConsequenceClass; fixture: string; invariant: string };
}

/**
 * Designs from the one that holds up best to the one that holds up worst: counts of fixtures are compared class by class,
 * the worst class first, so that no number of slow paths outweighs a crash. Ties keep the order of the report.
 */
export function ranking(report: Report): Standing[] {
  const standings = report.header.designs.map(({ id }) => standingOf(report, id));
  const order = (a: Standing, b: Standing): number => {
    // A design that gave no answer cannot be praised for it.
    if (a.inconclusive !== b.inconclusive) return a.inconclusive - b.inconclusive;
    const decisive = consequenceClasses.find((name) => a.byClass[name] !== b.byClass[name]);
    return decisive === undefined ? 0 : a.byClass[decisive] - b.byClass[decisive];
  };
  return standings.sort(order);
}

/** True when nothing that is counted tells the two apart. */
export function isTie(a: Standing, b: Standing): boolean {
  return a.inconclusive === b.inconclusive && consequenceClasses.every((name) => a.byClass[name] === b.byClass[name]);
}

function standingOf(report: Report, design: string): Standing {
  const byClass = Object.fromEntries(consequenceClasses.map((name) => [name, 0])) as Standing['byClass'];
  const standing: Standing = { design, byClass, good: 0, inconclusive: 0, total: 0 };
  for (const result of report.results) {
    if (result.design !== design) continue;
    standing.total++;
    const worst = worstOf(result);
    if (!isConclusive(result.verdict)) standing.inconclusive++;
    else if (worst === undefined) standing.good++;
    if (worst === undefined) continue;
    byClass[worst]++;
    if (standing.because === undefined || rankOf(worst) < rankOf(standing.because.class)) {
      const violation = result.violations.find((candidate) => candidate.class === worst);
      standing.because = { class: worst, fixture: result.fixture, invariant: violation?.invariant ?? result.verdict };
    }
  }
  return standing;
}
