import type { Report } from '../types/report.ts';
import { renderJsonl } from './jsonl.ts';

/**
 * The report with what a later one is judged against, and no more: verdicts, violations and digests of what was seen.
 * A baseline that is committed should be small.
 */
export function briefOf({ header, results, fixtures, featureOff }: Report): Report {
  return {
    header: { ...header, brief: true },
    results: results.map(({ fixture, design, verdict, violations, steps }) => ({
      fixture,
      design,
      verdict,
      violations: violations.map(({ needs: _, ...violation }) => ({
        ...violation,
        message: '',
        where: '',
        claims: [],
      })),
      cost: {},
      evidence: { checked: [], unchecked: [] },
      steps: steps.map(({ ret, seen }) => ({ ret, cost: {}, seen })),
      replay: '',
    })),
    fixtures: fixtures.map(({ revisions: _, ...fixture }) => ({
      ...fixture,
      claims: [],
      groups: [],
      firstDivergence: null,
    })),
    featureOff: { ...featureOff, exceptions: [] },
  };
}

/** The brief report as JSON Lines. */
export function renderBaseline(report: Report): string {
  return renderJsonl(briefOf(report));
}
