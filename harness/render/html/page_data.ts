import { costRowsOf } from '../../analysis/cost_rows.ts';
import { evidenceOf, evidenceText, unconfirmedOf } from '../../analysis/evidence.ts';
import { exceptionGroups } from '../../analysis/exception_groups.ts';
import { familiesOf } from '../../analysis/families.ts';
import { findingsOf } from '../../analysis/findings.ts';
import { matrixOf } from '../../analysis/matrix.ts';
import { divergenceText } from '../../analysis/partings.ts';
import { isTie, ranking } from '../../analysis/ranking.ts';
import { recommendationOf } from '../../analysis/recommendation.ts';
import { sensitivityOf } from '../../analysis/sensitivity.ts';
import {
  classWords,
  exceptionText,
  familyText,
  featureOffText,
  leftOutText,
  legend,
  needsText,
  provenanceWords,
  sensitivityText,
  standingText,
  verdictWords,
} from '../../analysis/words.ts';
import { retText } from '../../text/ret_text.ts';
import { worstOf } from '../../types/consequence.ts';
import type { FixtureComparison, Report, ReportResult } from '../../types/report.ts';
import { consequenceClasses } from '../../types/result.ts';
import type { Trace } from '../../types/trace.ts';
import { pageTrace } from './page_trace.ts';
import type { PageCell, PageData, PageDesign, PageFixture, PageStanding } from './page_types.ts';

/** What the page shows, as a pure function of the report. */
export function pageData(report: Report): PageData {
  const { header } = report;
  const traces = new Map(report.traces?.map((trace) => [trace.fixture, trace]));
  return {
    title: `${header.designs.length} designs on ${header.base}, ${header.corpus.fixtures} fixtures`,
    tool: header.tool,
    base: header.base,
    reference: header.reference,
    corpus: header.corpus,
    notes: notesOf(report),
    designs: designsOf(report),
    featureOff: {
      text: featureOffText(report),
      different: report.featureOff.different,
      exceptions: exceptionGroups(report).map(exceptionText),
    },
    ...adviceOf(report),
    evidence: evidenceText(evidenceOf(report)),
    unconfirmed: unconfirmedOf(evidenceOf(report)),
    ranking: standingsOf(report),
    findings: findingsOf(report).map(({ verdict, class: consequence = verdict, needs, ...finding }) => ({
      ...finding,
      consequence,
      only: needsText(needs),
    })),
    fixtures: fixturesOf(report, traces),
    costs: costRowsOf(report, false).map(({ operation, counter, cells }) => ({ operation, counter, cells })),
    claims: report.claims ?? [],
    growth: report.growth ?? [],
    words: {
      verdicts: verdictWords,
      classes: consequenceClasses.map((name) => [name, classWords[name].word]),
      unconfirmed: legend,
    },
  };
}

/** As in the terminal: a choice is only there where two compete. */
function adviceOf(report: Report): Pick<PageData, 'advice' | 'decisive' | 'families'> {
  if (report.header.designs.length < 3) return { advice: '', decisive: [], families: [] };
  const sensitivity = sensitivityOf(report);
  return {
    advice: recommendationOf(report).text,
    decisive: [sensitivityText(sensitivity), ...sensitivity.decisive.map(leftOutText)],
    families: familiesOf(report).map(familyText),
  };
}

function notesOf({ header }: Report): string[] {
  const notes: string[] = [];
  if (header.shard) notes.push(`only part ${header.shard} of the corpus`);
  if (header.without.length > 0) notes.push(`without the invariants ${header.without.join(', ')}`);
  if (header.problems.length > 0) notes.push(`${header.problems.length} fixtures could not be read and are left out`);
  return notes;
}

function designsOf(report: Report): PageDesign[] {
  const evidence = new Map(evidenceOf(report).map((row) => [row.design, row]));
  return report.header.designs.map(({ id, title, provenance, source, touches }) => {
    const { checked, unchecked, confirmedVerdicts, verdicts } = evidence.get(id)!;
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

/** The reference stands apart: it is what the others are measured against, not one of them. */
function standingsOf(report: Report): PageStanding[] {
  const standings = ranking(report);
  const judged = standings.filter(({ design }) => design !== report.header.reference);
  let place = 0;
  return [...judged, ...standings.filter((standing) => !judged.includes(standing))].map((standing, at) => {
    const before = judged[at - 1];
    if (before === undefined || !isTie(before, standing)) place = at + 1;
    const { design, because } = standing;
    return {
      design,
      place: at < judged.length ? `${place}` : '-',
      text: standingText(standing),
      because: because ? { consequence: because.class, fixture: because.fixture, invariant: because.invariant } : null,
    };
  });
}

function fixturesOf(report: Report, traces: ReadonlyMap<string, Trace>): PageFixture[] {
  const results = new Map(report.results.map((result) => [`${result.fixture}\n${result.design}`, result]));
  const designs = report.header.designs.map(({ id }) => id);
  return matrixOf(report).map(({ fixture, differs, observablyDiffers }) => {
    const own = designs.flatMap((id) => results.get(`${fixture.fixture}\n${id}`) ?? []);
    const { fixture: id, title, topic, file, claims, featureOn, steps, groups, firstDivergence: divergence } = fixture;
    const trace = traces.get(id);
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
      divergence,
      divergenceText: divergenceText(fixture),
      cells: own.map((result) => cellOf(result, fixture)),
      ...costsOf(own),
      trace: trace === undefined ? null : pageTrace(trace, designs),
    };
  });
}

function cellOf(result: ReportResult, fixture: FixtureComparison): PageCell {
  const { verdict, violations, evidence, failure, replay, steps } = result;
  const chain = failure?.chain.join(' > ') ?? '';
  return {
    verdict,
    consequence: worstOf(result) ?? null,
    rets: fixture.steps.map((_, at) => retText(steps[at]?.ret ?? null)),
    violations: violations.map(({ class: consequence, needs = [], ...violation }) => ({
      ...violation,
      consequence,
      only: needsText(needs),
    })),
    failure: failure === undefined ? '' : `${failure.message}${chain === '' ? '' : ` (at ${chain})`}`,
    checked: evidence.checked.length,
    unchecked: evidence.unchecked,
    replay,
  };
}

function costsOf(results: readonly ReportResult[]): Pick<PageFixture, 'costs' | 'sameCosts'> {
  const names = [...new Set(results.flatMap(({ cost }) => Object.keys(cost)))].sort();
  const rows = names.map((name): [string, number[]] => [name, results.map(({ cost }) => cost[name] ?? 0)]);
  const differing = rows.filter(([, counts]) => counts.some((count) => count !== counts[0]));
  return { costs: differing, sameCosts: rows.length - differing.length };
}
