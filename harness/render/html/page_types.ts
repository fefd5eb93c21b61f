import type { Divergence, ReportClaim, ReportGrowth } from '../../types/report.ts';
import type { Verdict } from '../../types/result.ts';
import type { PageTrace } from './page_trace.ts';

/** All that the page shows, computed before: the page itself only lays out, filters and draws. */
export interface PageData {
  title: string;
  tool: string;
  base: string;
  reference: string;
  corpus: { hash: string; fixtures: number };
  notes: string[];
  designs: PageDesign[];
  featureOff: { text: string; different: number; exceptions: string[] };
  /** Which design to take and why, what decides it, and each idea by its best reading. */
  advice: string;
  decisive: string[];
  families: string[];
  /** How many verdicts of each design rest on confirmed functions alone. */
  evidence: string;
  unconfirmed: { name: string; by?: string }[];
  ranking: PageStanding[];
  findings: PageFinding[];
  fixtures: PageFixture[];
  costs: { operation: string; counter: string; cells: string[] }[];
  claims: ReportClaim[];
  growth: ReportGrowth[];
  words: {
    verdicts: Record<Verdict, { glyph: string; word: string }>;
    /** Worst first, with the short word. */
    classes: [consequence: string, word: string][];
    unconfirmed: string;
  };
}

export interface PageDesign {
  id: string;
  title: string;
  provenance: string;
  messageId: string | null;
  series: string;
  touches: { file: string; functions: string[] }[];
  evidence: { checked: number; unchecked: string[]; confirmedVerdicts: number; verdicts: number };
}

export interface PageStanding {
  design: string;
  /** `1`, or `-` for the reference. */
  place: string;
  text: string;
  because: { consequence: string; fixture: string; invariant: string } | null;
}

export interface PageFinding {
  design: string;
  consequence: string;
  what: string;
  message: string;
  /** `only with DEBUG_VM`; empty for what happens to users. */
  only: string;
  where: string;
  step: number;
  stepTitle: string;
  fixtures: string[];
  replay: string;
}

export interface PageFixture {
  id: string;
  title: string;
  topic: string;
  file: string;
  claims: string[];
  featureOn: boolean;
  steps: { title: string; line: number }[];
  /** Whether verdicts differ between designs, and whether anything observed does. */
  differs: boolean;
  observablyDiffers: boolean;
  groups: string[][];
  divergence: Divergence | null;
  divergenceText: string;
  /** In the order of the designs. */
  cells: PageCell[];
  /** Counters that are not the same on every design: with the count per design; then how many are. */
  costs: [counter: string, counts: number[]][];
  sameCosts: number;
  trace: PageTrace | null;
}

export interface PageCell {
  verdict: Verdict;
  consequence: string | null;
  rets: string[];
  violations: {
    invariant: string;
    consequence: string;
    step: number;
    message: string;
    where: string;
    claims: string[];
    /** `only with DEBUG_VM`; empty for what happens to users. */
    only: string;
  }[];
  failure: string;
  checked: number;
  unchecked: string[];
  replay: string;
}
