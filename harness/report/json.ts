import { ranking } from '../compare/ranking.ts';
import type { Report } from './report.ts';
import { summaryOf } from './summary.ts';

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
    results: report.results.map(({ steps, ...result }) => ({
      ...result,
      ...(steps.some((step) => step.observations) ? { observations: steps.map((step) => step.observations) } : {}),
    })),
    classes: report.fixtures.map(({ fixture, groups, firstDivergence }) => ({ fixture, groups, firstDivergence })),
    // Decided by harness/claims once the ledger exists; a claim is never filled in by hand.
    claims: [],
    featureOff: report.featureOff,
    ranking: ranking(report),
    summary: summaryOf(report),
  });
}

function oneElementPerLine(document: Record<string, unknown>): string {
  const members = Object.entries(document).map(([key, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    return `${JSON.stringify(key)}: [\n  ${value.map((element) => JSON.stringify(element)).join(',\n  ')}\n]`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
