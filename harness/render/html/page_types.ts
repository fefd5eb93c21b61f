import type { CostFigure } from '../../analysis/cost.ts';
import type { Unconfirmed } from '../../analysis/evidence.ts';
import type { ReportFinding } from '../../analysis/findings.ts';
import type { RankingLine } from '../../analysis/ranking.ts';
import type { ScenarioDetail } from '../../analysis/scenario_detail.ts';
import type { Fault } from '../../types/fault.ts';
import type {
  Divergence,
  FixtureComparison,
  Header,
  ReportClaim,
  ReportDesign,
  ReportGrowth,
  ReportResult,
} from '../../types/report.ts';
import type { Verdict, Violation } from '../../types/result.ts';
import type { PageTrace } from './page_trace.ts';

/** All that the page shows, computed before: the page itself only lays out, filters and draws. */
export interface PageData extends Pick<Header, 'tool' | 'base' | 'reference' | 'corpus'> {
  title: string;
  notes: string[];
  designs: PageDesign[];
  featureOff: { text: string; different: number; exceptions: string[] };
  /** Which design to take and why, what decides it, and each idea by its best reading. */
  advice: string[];
  decisive: string[];
  families: string[];
  /** How many verdicts of each design rest on confirmed functions alone. */
  evidence: string;
  unconfirmed: Unconfirmed[];
  ranking: PageStanding[];
  findings: PageFinding[];
  /** Not there in a report in which nobody looked for them. */
  faults: PageFault[];
  fixtures: PageFixture[];
  cost: CostFigure | null;
  costs: { operation: string; counter: string; cells: string[] }[];
  claims: ReportClaim[];
  growth: ReportGrowth[];
  /** Pairs of designs, and revisions: the head first, then a row a pair; and how to read it. */
  proofs: { tables: string[][][]; note: string };
  words: {
    verdicts: Record<Verdict, { glyph: string; word: string }>;
    /** Worst first, with the short word. */
    classes: [consequence: string, word: string][];
    unconfirmed: string;
    /** By what they are about: words and what they mean. */
    meanings: [about: string, words: [word: string, meaning: string][]][];
  };
}

export interface PageDesign extends Pick<ReportDesign, 'id' | 'title' | 'touches'> {
  provenance: string;
  messageId: string | null;
  series: string;
  evidence: { checked: number; unchecked: string[]; confirmedVerdicts: number; verdicts: number };
}

export interface PageStanding extends Pick<RankingLine, 'design' | 'place' | 'text'> {
  because: { consequence: string; fixture: string; invariant: string } | null;
}

export interface PageFinding
  extends Pick<ReportFinding, 'design' | 'what' | 'message' | 'where' | 'step' | 'stepTitle' | 'fixtures' | 'replay'> {
  consequence: string;
  /** `only with DEBUG_VM`; empty for what happens to users. */
  only: string;
}

export interface PageFault
  extends Pick<Fault, 'id' | 'title' | 'exposure' | 'of' | 'scenario' | 'firstWrong' | 'seenIn'> {
  consequence: string;
  /** `only with DEBUG_VM`; empty for what happens to users. */
  takes: string;
  /** In the order of the designs. */
  has: boolean[];
  /** `mm/memory_hotplug.c: online_pages()`. */
  hunk: string;
  /** What was put in place of what to see it vanish; empty where nothing does it. */
  exchange: string;
  /** Per design that has it, a fixture and a step (0-based) where it shows. */
  shownIn: { design: string; fixture: string; step: number }[];
  recordings: string[];
  said: string[];
  mendedBy: string[];
}

export interface PageFixture
  extends Pick<FixtureComparison, 'title' | 'topic' | 'file' | 'claims' | 'featureOn' | 'groups'>,
    Pick<ScenarioDetail, 'differs' | 'observablyDiffers'> {
  id: string;
  steps: { title: string; line: number }[];
  divergence: Divergence | null;
  divergenceText: string;
  /** In the order of the designs. */
  cells: PageCell[];
  /** Counters that are not the same on every design: with the count per design; then how many are. */
  costs: [counter: string, counts: number[]][];
  sameCosts: number;
  trace: PageTrace | null;
}

export interface PageCell extends Pick<ReportResult, 'verdict' | 'replay'> {
  consequence: string | null;
  rets: string[];
  violations: (Omit<Violation, 'class' | 'needs'> & { consequence: string; only: string })[];
  failure: string;
  checked: number;
  unchecked: string[];
}
