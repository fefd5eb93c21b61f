import { rankOf } from '../types/consequence.ts';
import type { ReportResult } from '../types/report.ts';
import type { ConsequenceClass, Violation } from '../types/result.ts';
import { withOnly } from './exposure.ts';
import type { IndexedReport } from './report_index.ts';
import { outcomeOf, type Standing, standingOf } from './standing.ts';

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
export function apart(report: IndexedReport, a: string, b: string): Apart {
  const alike: Apart['alike'] = [];
  const results: Apart['results'] = [[], []];
  for (const { fixture } of report.fixtures) {
    const [one, other] = [report.result(fixture, a), report.result(fixture, b)];
    if (one === undefined || other === undefined) continue;
    const theirs = new Set(other.violations.map(key));
    const both = new Set(one.violations.map(key).filter((each) => theirs.has(each)));
    if (both.size > 0 && !sharesFunction(one, other)) both.clear();
    const [worst] = one.violations.filter((each) => both.has(key(each))).sort(byClass);
    if (worst) alike.push({ fixture, invariant: worst.invariant, class: worst.class });
    for (const [at, result] of [one, other].entries())
      results[at]!.push(both.size === 0 ? result : withOnly(result, (each) => !both.has(key(each))));
  }
  const own = [a, b].map((id, at) => standingOf(id, results[at]!.map(outcomeOf))) as Apart['own'];
  alike.sort(byClass);
  return { alike, mendedBy: mendedBy(report, alike, [a, b]), own, results };
}

function sharesFunction(one: ReportResult, other: ReportResult): boolean {
  const ran = new Set([...one.evidence.checked, ...one.evidence.unchecked]);
  return [...other.evidence.checked, ...other.evidence.unchecked].some((id) => ran.has(id));
}

/** Fixes whose reading of either design has nothing wrong left in the fixtures that go wrong alike. */
function mendedBy(report: IndexedReport, alike: Apart['alike'], designs: readonly string[]): string[] {
  const [first = [], ...others] = designs.map((design) => {
    const reading = report.header.revisions?.find(
      ({ mended }) => mended?.of === design && mended.mends.every(({ id }) => id.startsWith('fix:')),
    );
    if (!reading) return [];
    const clears = alike.some(({ fixture }) => report.wrongWith(reading.id, fixture) === undefined);
    return clears ? reading.mended!.mends.map(({ id }) => id) : [];
  });
  return first.filter((id) => others.every((each) => each.includes(id)));
}
