import type { Analysis } from '../../analysis/analysis.ts';
import { classMeanings, evidenceMeaning, exposureMeanings, provenanceMeanings } from '../../analysis/legend.ts';
import type { ScenarioDetail } from '../../analysis/scenario_detail.ts';
import { failureText } from '../../analysis/told_results.ts';
import { classWords, legend, needsText, provenanceWords, verdictWords } from '../../analysis/words.ts';
import { byInterest } from '../../claims/order.ts';
import { retText } from '../../text/ret_text.ts';
import { worstOf } from '../../types/consequence.ts';
import type { FixtureComparison, Provenance, ReportResult } from '../../types/report.ts';
import { consequenceClasses } from '../../types/result.ts';
import { pageFaults } from './page_fault.ts';
import { pageTrace } from './page_trace.ts';
import type { PageCell, PageData, PageDesign, PageFixture } from './page_types.ts';

const provenances = Object.keys(provenanceMeanings) as Provenance[];

/** What the page shows, laid out as data. */
export function pageData(analysis: Analysis): PageData {
  const { header, report, featureOff, evidence, choice } = analysis;
  const ids = header.designs.map(({ id }) => id);
  return {
    title: analysis.title,
    tool: header.tool,
    base: header.base,
    reference: header.reference,
    corpus: header.corpus,
    notes: [...analysis.kernels, ...analysis.news, ...analysis.notes],
    designs: designsOf(analysis),
    featureOff: {
      text: featureOff.text,
      different: report.featureOff.different,
      exceptions: featureOff.groups.map(({ text }) => text),
    },
    advice: choice?.advice ?? [],
    decisive: choice?.decisive ?? [],
    families: choice?.families ?? [],
    evidence: evidence.text,
    unconfirmed: evidence.unconfirmed,
    ranking: analysis.ranking.lines.map(({ design, place, text, because }) => {
      const { class: consequence = '', fixture = '', invariant = '' } = because ?? {};
      return { design, place, text, because: because ? { consequence, fixture, invariant } : null };
    }),
    findings: analysis.findings.map(({ class: name, ...finding }) => ({
      design: finding.design,
      replay: finding.replay,
      what: finding.what,
      message: finding.message,
      where: finding.where,
      step: finding.step,
      fixtures: finding.fixtures,
      stepTitle: finding.stepTitle,
      consequence: name ?? finding.verdict,
      only: needsText(finding.needs),
    })),
    faults: pageFaults(analysis),
    cost: analysis.cost ?? null,
    fixtures: analysis.scenarios.map((scenario) => fixtureOf(scenario, ids)),
    costs: analysis.workRows
      .filter(({ spread }) => spread > 1)
      .map(({ operation, counter, cells }) => ({ operation, counter, cells })),
    claims: byInterest(report.claims ?? []).flatMap(({ claims }) => claims),
    growth: report.growth ?? [],
    proofs: { tables: analysis.proofs.tables, note: analysis.proofs.note },
    words: {
      verdicts: verdictWords,
      classes: consequenceClasses.map((name) => [name, classWords[name].word]),
      unconfirmed: legend,
      meanings: [
        ['What it comes to', consequenceClasses.map((name) => [name, classMeanings[name]])],
        ['What it takes', Object.entries(exposureMeanings)],
        ['Whose reading a design is', provenances.map((name) => [provenanceWords[name], provenanceMeanings[name]])],
        ['Evidence', [['confirmed', evidenceMeaning]]],
      ],
    },
  };
}

function designsOf({ header, evidence }: Analysis): PageDesign[] {
  return header.designs.map(({ id, title, provenance, source, touches }, at) => {
    const { checked, unchecked, confirmedVerdicts, verdicts } = evidence.designs[at]!;
    return {
      id,
      title,
      provenance: provenanceWords[provenance],
      messageId: source.messageId ?? null,
      series: [source.series, source.commit].filter(Boolean).join(', '),
      touches,
      evidence: { checked: checked.length, unchecked, confirmedVerdicts, verdicts },
    };
  });
}

function fixtureOf(scenario: ScenarioDetail, designs: readonly string[]): PageFixture {
  const { fixture, differs, observablyDiffers, divergence, results, work, sameWork, trace } = scenario;
  const { fixture: id, title, topic, file, claims, featureOn, steps, groups } = fixture;
  return {
    id,
    title,
    topic,
    file,
    claims,
    featureOn,
    steps: steps.map((step) => ({ title: step.title, line: step.line })),
    differs,
    observablyDiffers,
    groups,
    divergence: fixture.firstDivergence,
    divergenceText: divergence,
    cells: results.map((result) => cellOf(result, fixture)),
    costs: work,
    sameCosts: sameWork,
    trace: trace && pageTrace(trace, designs),
  };
}

function cellOf(result: ReportResult, fixture: FixtureComparison): PageCell {
  const { verdict, violations, evidence, failure, replay, steps } = result;
  return {
    verdict,
    consequence: worstOf(result) ?? null,
    rets: fixture.steps.map((_, at) => retText(steps[at]?.ret ?? null)),
    violations: violations.map(({ class: consequence, needs = [], ...violation }) => ({
      ...violation,
      consequence,
      only: needsText(needs),
    })),
    failure: failureText(failure),
    checked: evidence.checked.length,
    unchecked: evidence.unchecked,
    replay,
  };
}
