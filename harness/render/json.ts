import type { Analysis } from '../analysis/analysis.ts';
import { exposureOf, type Verdict } from '../types/result.ts';

/**
 * The one document that scripts rely on. Keys are only ever added. Each element of a list is on its own line, so that
 * two documents can be compared with diff(1).
 */
export function renderJson(analysis: Analysis, { observations }: { observations: boolean }): string {
  const { header, report } = analysis;
  return oneElementPerLine({
    schemaVersion: header.schemaVersion,
    tool: header.tool,
    base: header.base,
    reference: header.reference,
    corpus: header.corpus,
    problems: header.problems,
    designs: header.designs.map((design) => design.id),
    designDetails: header.designs,
    kernels: header.kernels ?? [],
    results: resultsOf(analysis, observations),
    classes: report.fixtures.map(({ fixture, groups, firstDivergence }) => ({ fixture, groups, firstDivergence })),
    // Decided by harness/claims; a claim is never filled in by hand.
    claims: (report.claims ?? []).map(({ id, verdict, byDesign, fixtures, reason }) => {
      return { id, verdict, byDesign, fixtures, ...(reason === undefined ? {} : { reason }) };
    }),
    costs: report.costs ?? [],
    faults: report.faults ?? [],
    proofs: report.proofs ?? [],
    featureOff: report.featureOff,
    ranking: rankingOf(analysis),
    summary: summaryOf(analysis),
  });
}

function resultsOf({ report, observed }: Analysis, observations: boolean): unknown[] {
  return report.results.map((result) => {
    const { steps: _, ...shown } = result;
    const violations = result.violations.map(({ needs = [], ...violation }) => {
      return { ...violation, exposure: exposureOf(needs), needs };
    });
    const seen = observations ? observed(result) : undefined;
    return { ...shown, violations, ...(seen ? { observations: seen } : {}) };
  });
}

/** Those that compete; the kernel as it is has no place among them. */
function rankingOf({ ranking, faults }: Analysis): unknown[] {
  return ranking.competing.flat().map((standing) => {
    const its = faults.standings.find(({ design }) => design === standing.design);
    if (its === undefined) return standing;
    const ids = (list: typeof its.faults): string[] => list.map(({ id }) => id);
    return { ...standing, faults: { text: its.text, own: ids(its.own), inherited: ids(its.inherited) } };
  });
}

function sensitivityOf({ sensitivity: { of, broken, order, decisive } }: Analysis) {
  const key = of === 'faults' ? 'fault' : 'invariant';
  return { of, broken, order, decisive: decisive.map(({ leftOut, ...then }) => ({ [key]: leftOut, ...then })) };
}

function summaryOf(analysis: Analysis) {
  const { report, differing, evidence, recommendation, families } = analysis;
  const verdicts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of report.results) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const byDesign = Object.fromEntries(
    evidence.designs.map(({ design, confirmedVerdicts, verdicts: of }) => [
      design,
      { confirmed: confirmedVerdicts, verdicts: of },
    ]),
  );
  return {
    results: report.results.length,
    verdicts,
    differing,
    evidence: { functions: evidence.functions, checked: evidence.checked, byDesign, text: evidence.text },
    recommendation,
    sensitivity: sensitivityOf(analysis),
    families,
  };
}

function oneElementPerLine(document: Record<string, unknown>): string {
  const members = Object.entries(document).map(([key, value]) => {
    if (!Array.isArray(value) || value.length === 0) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    return `${JSON.stringify(key)}: [\n  ${value.map((element) => JSON.stringify(element)).join(',\n  ')}\n]`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
