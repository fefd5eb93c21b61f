import { observedStep } from '../analysis/observed_step.ts';
import { ranking } from '../analysis/ranking.ts';
import { summaryOf } from '../analysis/summary.ts';
import type { Report } from '../types/report.ts';
import { exposureOf } from '../types/result.ts';

/**
 * The one document that scripts rely on. Keys are only ever added. Each element of a list is on its own line, so that
 * two documents can be compared with diff(1).
 */
export function renderJson(report: Report): string {
  const { header } = report;
  return oneElementPerLine({
    schemaVersion: header.schemaVersion,
    tool: header.tool,
    base: header.base,
    reference: header.reference,
    corpus: header.corpus,
    problems: header.problems,
    designs: header.designs.map((design) => design.id),
    designDetails: header.designs,
    results: resultsOf(report),
    classes: report.fixtures.map(({ fixture, groups, firstDivergence }) => ({ fixture, groups, firstDivergence })),
    // Decided by harness/claims; a claim is never filled in by hand.
    claims: (report.claims ?? []).map(({ id, verdict, byDesign, fixtures, reason }) => {
      return { id, verdict, byDesign, fixtures, ...(reason === undefined ? {} : { reason }) };
    }),
    featureOff: report.featureOff,
    ranking: ranking(report),
    summary: summaryOf(report),
  });
}

function resultsOf(report: Report): unknown[] {
  const traces = new Map(report.traces?.map((trace) => [trace.fixture, trace]));
  return report.results.map(({ steps, ...result }) => {
    const violations = result.violations.map(({ needs = [], ...violation }) => {
      return { ...violation, exposure: exposureOf(needs), needs };
    });
    const trace = traces.get(result.fixture);
    if (trace === undefined) return { ...result, violations };
    const numbers = trace.byDesign[result.design] ?? [];
    return {
      ...result,
      violations,
      observations: steps.map((step, at) => observedStep(step, trace.states[numbers[at]!] ?? {})),
    };
  });
}

function oneElementPerLine(document: Record<string, unknown>): string {
  const members = Object.entries(document).map(([key, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    return `${JSON.stringify(key)}: [\n  ${value.map((element) => JSON.stringify(element)).join(',\n  ')}\n]`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
