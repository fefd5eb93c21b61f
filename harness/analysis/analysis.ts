import type { Header, Report, ReportResult } from '../types/report.ts';
import { diffOf, newsOf, type ReportDiff } from './changes.ts';
import { type CostFigure, costOf } from './cost.ts';
import { type EvidenceSummary, evidenceSummaryOf } from './evidence.ts';
import { type Family, familiesOf } from './families.ts';
import { type FaultCase, faultCasesOf } from './fault_cases.ts';
import { type FaultAnalysis, faultAnalysisOf } from './faults.ts';
import { type FeatureOffAnswer, featureOffOf } from './feature_off.ts';
import { findingsOf, type ReportFinding } from './findings.ts';
import { focusFirst, focusOf } from './focus.ts';
import { isKernel, kernelLines } from './kernels.ts';
import { type Known, knownIn } from './known.ts';
import { lazily } from './lazily.ts';
import { lockWorkText } from './lock_work.ts';
import { type Matrix, matrixOf } from './matrix.ts';
import { observedIn } from './observed.ts';
import { type Partition, partitionsOf } from './partitions.ts';
import { type ProofAnalysis, proofAnalysisOf } from './proofs.ts';
import { type Ranking, rankingOf } from './ranking.ts';
import { type Recommendation, recommendationOf } from './recommendation.ts';
import { indexReport } from './report_index.ts';
import { type ScenarioDetail, scenarioDetails } from './scenario_detail.ts';
import { type Sensitivity, sensitivityOf } from './sensitivity.ts';
import { type DesignResults, resultsByDesign } from './told_results.ts';
import { familyText, sensitivityLines } from './words.ts';
import { type OperationWork, type WorkRow, workByOperation, workRowsOf } from './work.ts';

/** A report read once: what it comes to, with the sentences that every format says alike. A part is worked out when it is asked for. */
export interface Analysis {
  /** What was read, for the JSON document and for whoever keeps it. */
  report: Report;
  header: Header;
  /** `5 designs on linux@5.12, 240 fixtures`. */
  title: string;
  /** What is not in the report that a reader might look for in it. */
  notes: string[];
  /** What there is to say of columns that are real kernels: the model against each of them; empty without any. */
  kernels: string[];
  /** Fixtures on which at least two designs behave differently. */
  differing: number;
  featureOff: FeatureOffAnswer;
  /** Designs from files: what the report is about, where there are any. */
  focus: string[];
  /** Cause by cause; the table of faults and designs. */
  faults: FaultAnalysis;
  /** Designs as columns of that table: those from files, then by place, the reference last. */
  columns: string[];
  ranking: Ranking;
  sensitivity: Sensitivity;
  /** Best reading of each idea, where an idea has more than one in the report. */
  families: Family[];
  recommendation: Recommendation;
  /** What to make of the ranking, in sentences; undefined where there is but one design to rank. */
  choice: Choice | undefined;
  matrix: Matrix;
  /** What it costs, in a sentence: predicted instructions, or where they were not measured, counted work under the lock. */
  costLine: string;
  work: OperationWork[];
  /** What operations cost, as predicted instructions; undefined where it was not measured. */
  cost: CostFigure | undefined;
  workRows: WorkRow[];
  findings: ReportFinding[];
  partitions: Partition[];
  proofs: ProofAnalysis;
  evidence: EvidenceSummary;
  byDesign: DesignResults[];
  /** One per row of the matrix. */
  scenarios: ScenarioDetail[];
  /** What each result's steps let see, where observations were kept. */
  observed: ReturnType<typeof observedIn>;
  /** What changed since an older report, where one was given. */
  since: ReportDiff | undefined;
  /** That in sentences: how many faults are new, worse, mended, then each; empty without an older report. */
  news: string[];
  /** How far what goes wrong in a result was known from the older report. */
  known: (result: ReportResult) => Known;
  /** By design its faults as tests, with those that are mended. */
  faultCases: Map<string, FaultCase[]>;
}

export interface Choice {
  /** The choice first, then point by point what speaks for it. */
  advice: string[];
  /** How many invariants decide the order, then each that does. */
  decisive: [text: string, ...leftOut: string[]];
  /** Each idea by its best reading. */
  families: string[];
}

export function analyse(report: Report, older?: Report): Analysis {
  const indexed = indexReport(report);
  const { header, fixtures } = report;
  return lazily<Analysis>({
    report: () => report,
    header: () => header,
    title: () => `${columnsText(header)} on ${header.base}, ${header.corpus.fixtures} fixtures`,
    kernels: () => kernelLines(header),
    notes: () => notesOf(header),
    differing: () => fixtures.filter(({ groups }) => groups.length > 1).length,
    featureOff: () => featureOffOf(indexed),
    focus: () => focusOf(header),
    faults: () => faultAnalysisOf(indexed),
    columns: ({ ranking }) =>
      focusFirst(
        header,
        ranking.lines.map(({ design }) => design),
      ),
    ranking: ({ faults }) => rankingOf(indexed, faults),
    sensitivity: ({ faults, ranking }) => sensitivityOf(indexed, faults, ranking.competing),
    families: ({ ranking }) => familiesOf(indexed, ranking.standings),
    recommendation: ({ ranking, faults, sensitivity, costLine }) =>
      recommendationOf(indexed, { ranking, faults, sensitivity, costLine }),
    choice: ({ ranking, recommendation, sensitivity, families }) =>
      ranking.competing.flat().length < 2
        ? undefined
        : {
            advice: recommendation.points,
            decisive: sensitivityLines(sensitivity),
            families: families.map(familyText),
          },
    matrix: () => matrixOf(indexed),
    costLine: ({ cost, work, ranking }) =>
      cost?.line ||
      lockWorkText(
        header.reference,
        work,
        ranking.competing.flat().map(({ design }) => design),
      ),
    work: () => workByOperation(indexed),
    cost: () => costOf(header, report.costs ?? []),
    workRows: ({ work }) => workRowsOf(indexed, work),
    findings: () => findingsOf(indexed),
    partitions: () => partitionsOf(indexed),
    proofs: ({ ranking }) =>
      proofAnalysisOf(
        report.proofs ?? [],
        ranking.competing.flat().map(({ design }) => design),
      ),
    evidence: () => evidenceSummaryOf(indexed),
    byDesign: ({ known }) => resultsByDesign(indexed, known),
    scenarios: ({ matrix }) => scenarioDetails(indexed, matrix),
    observed: () => observedIn(report),
    since: () => (older === undefined ? undefined : diffOf(indexReport(older), indexed)),
    news: ({ since }) => newsOf(since),
    known: ({ since }) => knownIn(report, since),
    faultCases: ({ since }) => faultCasesOf(header, report.faults ?? [], since?.faults),
  });
}

function columnsText({ designs }: Header): string {
  const kernels = designs.filter(isKernel).length;
  const beside = kernels === 0 ? '' : ` and ${kernels} ${kernels === 1 ? 'kernel' : 'kernels'}`;
  return `${designs.length - kernels} designs${beside}`;
}

function notesOf({ shard, without, problems }: Header): string[] {
  return [
    ...(shard ? [`only part ${shard} of the corpus`] : []),
    ...(without.length > 0 ? [`without the invariants ${without.join(', ')}`] : []),
    ...(problems.length > 0 ? [`${problems.length} fixtures could not be read and are left out`] : []),
  ];
}
