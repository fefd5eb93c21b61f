import { rankOf, worstOf } from '../types/consequence.ts';
import type { Report, ReportResult } from '../types/report.ts';
import type { ConsequenceClass, Need, Verdict } from '../types/result.ts';

/** One thing that is wrong with one design, however many fixtures show it. */
export interface Finding {
  design: string;
  /** Id of the invariant, `expectation`, or the verdict for an end without a violation (`oops`, `error`). */
  what: string;
  verdict: Verdict;
  /** Undefined for `timeout` and `error`: not a consequence of the design, but no answer either. */
  class: ConsequenceClass | undefined;
  message: string;
  /** What it takes to see it in the first fixture. */
  needs: Need[];
  where: string;
  /** Step of the first fixture, 0-based, with its title. */
  step: number;
  stepTitle: string;
  /** The first is the one told about, and the one that `replay` shows. */
  fixtures: string[];
  replay: string;
}

/** Findings from the worst consequence to the mildest; the same invariant broken by the same design is one finding. */
export function findingsOf(report: Report): Finding[] {
  const findings = new Map<string, Finding>();
  const place = new Map(report.fixtures.map((fixture) => [fixture.fixture, fixture]));
  for (const result of report.results) {
    for (const finding of findingsIn(result)) {
      const key = `${finding.design}\n${finding.what}\n${finding.class}`;
      const known = findings.get(key);
      const stepTitle = place.get(result.fixture)?.steps[finding.step]?.title ?? '';
      const others = (known?.fixtures ?? []).filter((fixture) => fixture !== result.fixture);
      // Told by the fixture that needs least to show it, the first of those.
      if (!known || finding.needs.length < known.needs.length)
        findings.set(key, { ...finding, stepTitle, fixtures: [result.fixture, ...others] });
      else
        known.fixtures = [known.fixtures[0]!, ...others.filter((each) => each !== known.fixtures[0]), result.fixture];
    }
  }
  return [...findings.values()].sort((a, b) => rankOf(a.class) - rankOf(b.class));
}

function findingsIn(result: ReportResult): Omit<Finding, 'stepTitle'>[] {
  const { design, verdict, replay, fixture } = result;
  const common = { design, verdict, replay };
  const found = result.violations.map((violation) => {
    const { invariant: what, message, where, step } = violation;
    return {
      ...common,
      what,
      class: violation.class,
      message,
      needs: violation.needs ?? [],
      where,
      step,
      fixtures: [fixture],
    };
  });
  if (verdict === 'ok' || found.length > 0) return found;
  const last = Math.max(0, result.steps.length - 1);
  const message = result.failure?.message ?? '';
  const where = result.failure?.chain.join(' > ') ?? '';
  return [
    { ...common, what: verdict, class: worstOf(result), message, needs: [], where, step: last, fixtures: [fixture] },
  ];
}
