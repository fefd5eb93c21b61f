import type { ReportResult } from '../report/report.ts';
import type { Violation } from '../run/result.ts';

/** Whether a violation shows on a kernel without debug options on which nothing was made to fail; so does one that does not say. */
export const isPlain = (violation: Violation): boolean =>
  ((violation as Violation & { needs?: readonly string[] }).needs ?? []).length === 0;

/** The result as such a kernel would show it. */
export const plainPart = (result: ReportResult): ReportResult =>
  withViolations(result, result.violations.filter(isPlain));

/** What ends a run is a violation too: without it the run is taken to have gone on with nothing wrong. */
export function withViolations(result: ReportResult, violations: ReportResult['violations']): ReportResult {
  if (violations.length === result.violations.length) return result;
  if (violations.length === 0) return { ...result, violations, verdict: 'ok' };
  const ended = violations.some(({ invariant }) => invariant === result.verdict);
  const expected = violations.some(({ invariant }) => invariant === `expectation: ${result.verdict}`);
  return { ...result, violations, verdict: ended || expected ? result.verdict : 'violates' };
}
