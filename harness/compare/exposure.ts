import type { ReportResult } from '../report/report.ts';
import type { Violation } from '../run/result.ts';

/** Where a violation shows: on any kernel, only with a debug option built in, only where a failure was injected. */
export type Exposure = 'plain' | 'debug' | 'injected';

/** A report that does not say is taken to show on any kernel. */
export const exposureOf = (violation: Violation): Exposure =>
  (violation as Violation & { exposure?: Exposure }).exposure ?? 'plain';

/** The result as a kernel without debug options, on which nothing was made to fail, would show it. */
export const plainPart = (result: ReportResult): ReportResult =>
  withViolations(
    result,
    result.violations.filter((one) => exposureOf(one) === 'plain'),
  );

/** What ends a run is a violation too: without it the run is taken to have gone on with nothing wrong. */
export function withViolations(result: ReportResult, violations: ReportResult['violations']): ReportResult {
  if (violations.length === result.violations.length) return result;
  if (violations.length === 0) return { ...result, violations, verdict: 'ok' };
  const ended = violations.some(({ invariant }) => invariant === result.verdict);
  const expected = violations.some(({ invariant }) => invariant === `expectation: ${result.verdict}`);
  return { ...result, violations, verdict: ended || expected ? result.verdict : 'violates' };
}
