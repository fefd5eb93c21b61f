import type { ReportResult } from '../types/report.ts';
import type { Violation } from '../types/result.ts';

/** The result as a kernel without debug options would show it where nothing was made to fail. */
export const plainPart = (result: ReportResult): ReportResult =>
  withOnly(result, ({ needs = [] }) => needs.every((need) => need === 'rare machine'));

/**
 * The result with some of its violations alone. What ends a run, or is expected of it, is a violation too: without that
 * one the run is taken to have gone on.
 */
export function withOnly(result: ReportResult, isKept: (violation: Violation) => boolean): ReportResult {
  const { verdict } = result;
  const violations = result.violations.filter(isKept);
  const says = ({ invariant }: Violation): boolean => invariant === verdict || invariant === `expectation: ${verdict}`;
  const stands =
    verdict === 'violates' ? violations.length > 0 : violations.some(says) || !result.violations.some(says);
  return { ...result, violations, verdict: stands ? verdict : violations.length > 0 ? 'violates' : 'ok' };
}
