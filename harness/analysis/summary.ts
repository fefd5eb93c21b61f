import type { Report } from '../types/report.ts';
import type { Verdict } from '../types/result.ts';
import { evidenceOf, evidenceText } from './evidence.ts';
import { type Family, familiesOf } from './families.ts';
import { type Recommendation, recommendationOf } from './recommendation.ts';
import { type Sensitivity, sensitivityOf } from './sensitivity.ts';

export interface Counts {
  results: number;
  verdicts: Partial<Record<Verdict, number>>;
  /** Fixtures on which at least two designs behave differently. */
  differing: number;
  /** Distinct functions (with their implementation) that ran, and how many of them a recording confirms. */
  evidence: { functions: number; checked: number };
}

export interface Summary extends Counts {
  evidence: Counts['evidence'] & {
    /** Of each design, how many verdicts rest on confirmed functions alone, and of how many. */
    byDesign: Record<string, { confirmed: number; verdicts: number }>;
    text: string;
  };
  recommendation: Recommendation;
  sensitivity: Sensitivity;
  /** Best reading of each idea, where an idea has more than one in the report. */
  families: Family[];
}

export function countsOf(report: Report): Counts {
  const verdicts: Counts['verdicts'] = {};
  const [checked, unchecked] = [new Set<string>(), new Set<string>()];
  for (const result of report.results) {
    verdicts[result.verdict] = (verdicts[result.verdict] ?? 0) + 1;
    for (const id of result.evidence.checked) checked.add(id);
    for (const id of result.evidence.unchecked) unchecked.add(id);
  }
  return {
    results: report.results.length,
    verdicts,
    differing: report.fixtures.filter((fixture) => fixture.groups.length > 1).length,
    evidence: { functions: new Set([...checked, ...unchecked]).size, checked: checked.size },
  };
}

/** The counts, and what to make of the ranking. */
export function summaryOf(report: Report): Summary {
  const [sensitivity, families] = [sensitivityOf(report), familiesOf(report)];
  const counts = countsOf(report);
  const rows = evidenceOf(report);
  const byDesign = Object.fromEntries(
    rows.map(({ design, confirmedVerdicts, verdicts }) => [design, { confirmed: confirmedVerdicts, verdicts }]),
  );
  return {
    ...counts,
    evidence: { ...counts.evidence, byDesign, text: evidenceText(rows) },
    recommendation: recommendationOf(report, families, sensitivity),
    sensitivity,
    families,
  };
}
