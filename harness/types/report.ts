import type { Look } from './claim.ts';
import type { Fault } from './fault.ts';

import type { Scalar } from './observation.ts';
import type { ConsequenceClass, Counters, Evidence, Need, NotSeen, Verdict, Violation } from './result.ts';
import type { Trace } from './trace.ts';

/** Raised by one when a reader of the old form would misread the new one. */
export const schemaVersion = 3;

/** Everything one `compare` found out. Renderers read this and nothing else; no clock, no host, no path of a machine. */
export interface Report {
  header: Header;
  results: ReportResult[];
  /** One per fixture, in the order of the corpus. */
  fixtures: FixtureComparison[];
  featureOff: FeatureOff;
  /** One per fixture, in the same order; only where observations were asked for. */
  traces?: Trace[];
  /** The thread's claims, where they were decided with the report. */
  claims?: ReportClaim[];
  /** How work grows, where it was measured with the report. */
  growth?: ReportGrowth[];
  /** What operations of a block cost each design, where it was measured with the report. */
  costs?: ReportCost[];
  /** What is behind what goes wrong, over all designs and fixtures; not there where nobody looked. */
  faults?: Fault[];
  /** Designs held against each other over every sequence to a bound, where that was done with the report. */
  proofs?: ReportProof[];
}

/** Two designs, as harness/explore holds them against each other. */
export interface ReportProof {
  a: string;
  b: string;
  /** `designs`: any two; `revision`: b comes after a in one family. */
  relation: 'designs' | 'revision';
  /** What may be done to the machine, and with how many memory blocks. */
  alphabet: string;
  blocks: number;
  machines: string[];
  parts: ProofPart[];
}

/** How soon two designs part in some of what is seen. */
export interface ProofPart {
  /** `at rest`, `returned`, `notifiers`. */
  seen: string;
  /** `unfinished`: not told apart by any sequence of `within` steps, and longer ones were not all tried. */
  verdict: 'equal' | 'unfinished' | 'apart';
  within?: number;
  /** The least on any machine, with a sequence and a machine. */
  steps?: number;
  sequence?: string[];
  machine?: string;
  /** Machines on which they part, after however many steps. */
  on?: number;
}

/** A claim as harness/claims decides it, with what a reader of a report wants of it. */
export interface ReportClaim {
  id: string;
  /** confirmed, refuted, `confirmed for a, b`, judgement, not reached, undecidable. */
  verdict: string;
  byDesign: Record<string, string>;
  fixtures: string[];
  reason?: string;
  claim: string;
  /** For a judgement, what the facts in it came to. */
  facts: string;
  said: { by: string; messageId: string; link: string }[];
  /** Whether the thread was right. */
  thread: string;
  /** What was looked at: step from 1, 0 for no step in particular. */
  looks: (Look & { design: string })[];
}

/** One law of growth, as harness/cost fits it. */
export interface ReportGrowth {
  operation: string;
  counter: string;
  design: string;
  variable: string;
  exponent: number;
  r2: number;
  /** Counts at the smallest and the largest value of the variable. */
  from: number;
  to: number;
}

/** One operation of a block of 128 MiB on one design, as harness/cost/figure.ts measures it. */
export interface ReportCost {
  operation: string;
  design: string;
  /** Guest instructions that the weights of fixtures/costs.yaml predict. */
  instructions: number;
  /** What they are predicted from, the largest first: counter, how much was counted, instructions. */
  parts: [counter: string, units: number, instructions: number][];
  /** Counted units, not instructions: in the longest hold of mem_hotplug_lock; of what it guards, done without it. */
  longestHold: number;
  withoutLock: number;
  grows: CostGrowth[];
}

export interface CostGrowth {
  /** `boot memory`, `the zone`, `the block`. */
  variable: string;
  unit: string;
  points: [value: number, instructions: number][];
  /** Instructions more for each unit more. */
  perUnit: number;
  /** The counter that grows most; not there where nothing does. */
  by?: string;
}

export interface Header {
  schemaVersion: number;
  /** `mhp-compare 0.1.0`. */
  tool: string;
  base: string;
  corpus: { hash: string; fixtures: number };
  designs: ReportDesign[];
  /** Id of the design that costs are relative to, and that the feature-off line compares with. */
  reference: string;
  /** Invariants that were switched off by --without. */
  without: string[];
  /** Fixtures that could not be read: `file:line:col: message`, one line each. */
  problems: string[];
  /** `2/4` for the second of four parts of the corpus. */
  shard?: string;
  /** Of a baseline: no counted work and no evidence in it. */
  brief?: true;
  /** Revisions that ran beside the columns, so that each idea is judged by its best reading. */
  revisions?: RevisionHead[];
  /** What is to be said of the columns that are real kernels, where there are any; they come last among the designs. */
  kernels?: KernelColumn[];
}

/** A real kernel among the columns, and the model held against it. */
export interface KernelColumn {
  /** Of the column. */
  id: string;
  /** `uname -r`; empty where it never ran. */
  release: string;
  /** The stack that models it. */
  as: string;
  /** Values of all steps that both show, and in how many they differ. */
  compared: number;
  different: number;
  /** The first of these. */
  differences: KernelDifference[];
  /** Fixtures with the verdict that the stack gets by what can be seen of a kernel, and those with another. */
  sameVerdicts: number;
  otherVerdicts: { fixture: string; kernel: Verdict; model: Verdict; invariants: string[] }[];
  /** Fixtures that did not run on it, and why. */
  notRun: { fixture: string; why: string }[];
  /** Invariants that cannot be judged on it, or only in part, with what nobody sees and in how many of the fixtures. */
  notObservable: (NotSeen & { fixtures: number })[];
  /** Why there is nothing of it at all. */
  failed?: string;
}

export interface KernelDifference {
  fixture: string;
  /** 0-based; -1 is the boot. */
  step: number;
  title: string;
  field: string;
  key: string;
  /** Null where it shows nothing. */
  kernel: Scalar | null;
  model: Scalar | null;
}

export type RevisionHead = Pick<ReportDesign, 'id' | 'title' | 'provenance' | 'family'> & { mended?: Mended };

/** What a revision is over another design of the report. */
export interface Mended {
  of: string;
  /** `fix:NAME` of shared code, `repair:NAME` of a design's own. */
  mends: { id: string; title: string }[];
  /** Functions that the mends replace: where none of them runs the revision does what the design does. */
  functions: string[];
}

/**
 * `release`: as shipped; `posted`: as in the mail, mistakes included; `repaired`: the header says what was mended;
 * `reconstructed`: argued in words only, never posted as code; `observed`: no design, but a real kernel that ran.
 */
export type Provenance = 'posted' | 'repaired' | 'reconstructed' | 'release' | 'observed';

export interface ReportDesign {
  id: string;
  title: string;
  provenance: Provenance;
  source: { messageId?: string; series?: string; commit?: string };
  /** Whose idea it is a reading of. */
  family?: string;
  /** Of a design from a file, that file as the user wrote it. */
  file?: string;
  /** What it changes of the base, per kernel file. */
  touches: { file: string; functions: string[] }[];
}

/** One fixture on one design. */
export interface ReportResult {
  fixture: string;
  design: string;
  verdict: Verdict;
  violations: Violation[];
  /** Summed over all steps. */
  cost: Counters;
  evidence: Evidence;
  steps: ReportStep[];
  replay: string;
  failure?: { message: string; chain: string[] };
  /** Of a real kernel: invariants that nobody can judge by what was seen. Its cost is not counted. */
  notObservable?: NotSeen[];
  /** Of a kernel that died: the last that its console showed. */
  console?: string[];
}

export interface ReportStep {
  /** 0 or a negative errno; `refused` by a kernel that does not say why. */
  ret: number | 'oops' | 'stuck' | 'refused';
  cost: Counters;
  /** Digest of all that was observed after the step: equal for equal observations. */
  seen: string;
}

/** What can be seen after a step, in the shape that scripts rely on. */
export interface ObservedStep {
  ret: number | 'oops' | 'stuck' | 'refused';
  zones: {
    node: number;
    zone: string;
    start: Scalar;
    spanned: Scalar;
    present: Scalar;
    managed: Scalar;
    contiguous: Scalar;
    isolated: Scalar;
  }[];
  nodes: ({ node: number } & Record<string, Scalar>)[];
  blocks: { id: string; state: Scalar; zones: Scalar }[];
  /** First pfn, number of pages, state of the struct pages, the zone they link to. */
  pages: [pfn: number, nr: number, kind: Scalar, zone: Scalar][];
  notifier: [event: string, pfn: number, nr: number, ret: Scalar][];
  /** Lock -> number of acquisitions during the step. */
  locks: Counters;
}

export interface FixtureComparison {
  fixture: string;
  title: string;
  topic: string;
  hash: string;
  /** Path and line that an editor can open, e.g. `fixtures/scenarios/span/one.yaml`. */
  file: string;
  claims: string[];
  steps: { title: string; op: string; line: number }[];
  /** False when memmap_on_memory is off on the fixture's machine. */
  featureOn: boolean;
  /**
   * Designs that cannot be told apart by any observation or by the verdict; the first design's group comes first. The
   * kernel as released is in none of them, but where there is only one design beside it.
   */
  groups: string[][];
  /** Where the groups first part. */
  firstDivergence: Divergence | null;
  /** How the revisions of the header fared, those alike together; those with nothing wrong are left out. */
  revisions?: RevisionOutcome[];
}

export interface RevisionOutcome {
  designs: string[];
  verdict: Verdict;
  /** The worst that goes wrong, and the invariant that says so (or the verdict). */
  worst?: ConsequenceClass;
  invariant?: string;
  /** What it takes to see that worst. */
  needs?: Need[];
}

/** The first step after which the groups differ, and the most important value in which they do. */
export interface Divergence {
  /** 0-based. */
  step: number;
  title: string;
  field: string;
  /** Of runs of pages or sections those that differ, however the designs' runs are cut. */
  key: string;
  /** Per value the designs that show it; a value that is not there at all is null. */
  values: { designs: string[]; value: Scalar | null }[];
  /** Between a design and the kernel as released, where nothing differs but what follows from the feature itself. */
  ofFeature?: true;
}

/** The corpus run again with memmap_on_memory=off: is anything different from the reference? */
export interface FeatureOff {
  /** Pairs of fixture and design compared with the reference. */
  compared: number;
  different: number;
  exceptions: FeatureOffException[];
}

export interface FeatureOffException {
  fixture: string;
  design: string;
  /** 0-based. */
  step: number;
  /** What differs first: an observation (`zone.present 0:Normal`), a counter (`counter page_init`) or the verdict. */
  what: string;
  reference: Scalar | null;
  value: Scalar | null;
  /** Functions replaced by the design that ran: the hunk to look at. */
  replaced: string[];
}
