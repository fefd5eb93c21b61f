import { worstOf } from '../types/consequence.ts';
import type { FixtureComparison, Report, ReportResult } from '../types/report.ts';
import { classWords, needsText, verdictWords } from './words.ts';

/** `violates: wrong number`, or `ok`. */
export function verdictText(result: ReportResult): string {
  const worst = worstOf(result);
  const { word } = verdictWords[result.verdict];
  return worst === undefined ? word : `${word}: ${classWords[worst].word}`;
}

/** What went wrong in one result, a line each: the violations, or how the run ended. Empty for `ok`. */
export function wrongLines(result: ReportResult, fixture: FixtureComparison): string[] {
  const lines = result.violations.map(({ invariant, class: consequence, step, message, where, claims, needs = [] }) => {
    const place = where === '' ? '' : ` (at ${where})`;
    const about = claims.length === 0 ? '' : ` [${claims.join(', ')}]`;
    const only = needs.length === 0 ? '' : ` (${needsText(needs)})`;
    return `${consequence}${only}: ${invariant}: step ${step + 1} ${fixture.steps[step]?.title ?? ''}: ${message}${place}${about}`;
  });
  if (lines.length > 0 || result.verdict === 'ok') return lines;
  const chain = result.failure?.chain.join(' > ') ?? '';
  return [`${result.verdict}: ${result.failure?.message ?? ''}${chain === '' ? '' : ` (at ${chain})`}`];
}

/** What stands behind a verdict: `rests on 3 unconfirmed functions: a, b, c`. */
export function evidenceLine({ evidence }: ReportResult): string {
  const names = evidence.unchecked.map((id) => id.replace(/^[^:]*:/, ''));
  if (names.length === 0) return 'every model function behind it is confirmed by a recording of a real kernel';
  return `${names.length} of ${names.length + evidence.checked.length} functions behind it not confirmed: ${names.join(', ')}`;
}

/** Each result with its fixture, by design in the order of the header. */
export function resultsByDesign(report: Report): { design: string; results: [ReportResult, FixtureComparison][] }[] {
  const fixtures = new Map(report.fixtures.map((fixture) => [fixture.fixture, fixture]));
  return report.header.designs.map(({ id }) => ({
    design: id,
    results: report.results.flatMap((result): [ReportResult, FixtureComparison][] => {
      const fixture = fixtures.get(result.fixture);
      return result.design === id && fixture ? [[result, fixture]] : [];
    }),
  }));
}
