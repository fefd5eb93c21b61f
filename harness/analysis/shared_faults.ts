import { rankOf } from '../types/consequence.ts';
import type { Report, ReportResult } from '../types/report.ts';
import type { ConsequenceClass, Violation } from '../types/result.ts';
import { withViolations } from './exposure.ts';
import { outcomeOf, type Standing, standingOf } from './ranking.ts';

/** Two designs with what goes wrong alike in both taken apart: it is charged to both and decides nothing between them. */
export interface Apart {
  /** Fixtures in which something goes wrong alike in both, with the worst of it; the worst of all first. */
  alike: { fixture: string; invariant: string; class: ConsequenceClass }[];
  /** Mends of shared code after which that is gone in both. */
  mendedBy: string[];
  /** What is left to each: its own. */
  own: [Standing, Standing];
  /** The results behind that. */
  results: [ReportResult[], ReportResult[]];
}

const byClass = (a: { class: ConsequenceClass }, b: { class: ConsequenceClass }): number =>
  rankOf(a.class) - rankOf(b.class);

const key = ({ invariant, class: name, step, where }: Violation): string =>
  JSON.stringify([invariant, name, step, where]);

/**
 * Alike is the same invariant, broken at the same step and place of the same fixture, while a function that is the same in
 * both designs ran there: the base's, or that of a patch which both stand on.
 */
export function apart(report: Report, a: string, b: string): Apart {
  const alike: Apart['alike'] = [];
  const results: Apart['results'] = [[], []];
  for (const { fixture } of report.fixtures) {
    const [one, other] = [a, b].map((id) => resultOf(report, fixture, id));
    if (one === undefined || other === undefined) continue;
    const theirs = new Set(other.violations.map(key));
    const both = new Set(one.violations.map(key).filter((each) => theirs.has(each)));
    const shared = both.size > 0 && sharesFunction(one, other);
    const own = (result: ReportResult) =>
      shared
        ? withViolations(
            result,
            result.violations.filter((each) => !both.has(key(each))),
          )
        : result;
    const [worst] = one.violations.filter((each) => both.has(key(each))).sort(byClass);
    if (shared && worst) alike.push({ fixture, invariant: worst.invariant, class: worst.class });
    results[0].push(own(one));
    results[1].push(own(other));
  }
  const [first, second] = results;
  const own: Apart['own'] = [standingOf(a, first.map(outcomeOf)), standingOf(b, second.map(outcomeOf))];
  alike.sort(byClass);
  return { alike, mendedBy: mendedBy(report, alike, [a, b]), own, results };
}

const resultOf = (report: Report, fixture: string, design: string): ReportResult | undefined =>
  report.results.find((result) => result.fixture === fixture && result.design === design);

function sharesFunction(one: ReportResult, other: ReportResult): boolean {
  const ran = new Set([...one.evidence.checked, ...one.evidence.unchecked]);
  return [...other.evidence.checked, ...other.evidence.unchecked].some((id) => ran.has(id));
}

/** Fixes whose reading of either design has nothing wrong left in the fixtures that go wrong alike. */
function mendedBy({ header, fixtures }: Report, alike: Apart['alike'], designs: readonly string[]): string[] {
  const readings = (header.revisions ?? []).filter(({ mended }) =>
    mended?.mends.every(({ id }) => id.startsWith('fix:')),
  );
  const clears = (design: string): string[] => {
    const reading = readings.find(({ mended }) => mended!.of === design);
    if (!reading) return [];
    const clean = alike.filter(({ fixture }) =>
      fixtures
        .find((one) => one.fixture === fixture)
        ?.revisions?.every(({ designs: wrong }) => !wrong.includes(reading.id)),
    );
    return clean.length > 0 ? reading.mended!.mends.map(({ id }) => id) : [];
  };
  const [first = [], ...others] = designs.map(clears);
  return first.filter((id) => others.every((each) => each.includes(id)));
}
