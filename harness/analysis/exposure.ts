import type { ReportResult } from '../types/report.ts';

/** The result as a kernel without debug options would show it where nothing was made to fail. */
export const plainPart = (result: ReportResult): ReportResult =>
  withViolations(
    result,
    result.violations.filter(({ needs = [] }) => needs.length === 0),
  );

/** What ends a run is a violation too: without it the run is taken to have gone on with nothing wrong. */
export function withViolations(result: ReportResult, violations: ReportResult['violations']): ReportResult {
  if (violations.length === result.violations.length) return result;
  if (violations.length === 0) return { ...result, violations, verdict: 'ok' };
  const ended = violations.some(({ invariant }) => invariant === result.verdict);
  const expected = violations.some(({ invariant }) => invariant === `expectation: ${result.verdict}`);
  return { ...result, violations, verdict: ended || expected ? result.verdict : 'violates' };
}
