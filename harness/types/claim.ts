/** The thread's ledger of claims as fixtures/claims.yaml has it, and what comes out of deciding them. */

/**
 * `fact`: runs decide it. `judgement`: runs decide the facts in it, the weighing is the reader's. `static`: decided from
 * what a design replaces. `undecidable`: no state model can, `reason` says why.
 */
export type ClaimKind = 'fact' | 'judgement' | 'static' | 'undecidable';

export interface Saying {
  by: string;
  messageId: string;
  /** `quoted`: known only from a reply that quotes it. */
  known: 'read' | 'quoted';
}

/**
 * One thing to look at. Exactly one of the subjects `see` .. `callers` is given; the others say where and against what.
 * Values after `is` are arithmetic over N, V, S, PPS, PB, SUB, PMD, MO, BOOT0, DIMMs (their first pfn), THEN (the same
 * subject after step `since`) and THEIRS (the same subject on the design `versus`), after an optional comparison sign.
 */
export interface Leaf {
  fixture?: string | undefined;
  /** Step number, from 1; the last one unless given. */
  after?: number | undefined;
  /** `zone.present 0:Movable`: a field and a key of what was observed or probed; 0 where it is not there. */
  see?: string | undefined;
  /** `page.state garbage`: how many pages have this value of a field over runs; any value where none is given. */
  pages?: string | undefined;
  /** As `pages`, but the longest run of them. */
  longest?: string | undefined;
  /** Restricts `pages` and `longest` to `first, number`; both are arithmetic. */
  within?: string | undefined;
  /** How often work was counted in the step; in all of them where `after` is not given. */
  count?: string | undefined;
  /** What the step returned: ok, an errno, refused, oops, stuck. */
  ret?: string | undefined;
  /** Over the scenarios that match: the number of those in which something is wrong. */
  failing?: string | undefined;
  /** The design replaces or adds this function. */
  replaces?: string | undefined;
  /** `mm/ nr_vmemmap_pages`: functions of files below a path that the design replaces by text that mentions a word. */
  mentions?: string | undefined;
  /** Functions that call this one. */
  callers?: string | undefined;
  is?: string | number | undefined;
  since?: number | undefined;
  versus?: string | undefined;
}

export type Check = Leaf | { all: Check[] } | { any: Check[] } | { not: Check };

/** What the claim says holds for some designs, and does not for others. */
export interface Case {
  /** Ids, `linux@6.12+david@v6.12` for another base, `david@v10~what-if` for a variant of harness/claims/variants.ts. */
  for: string[];
  butNot: string[];
  check: Check;
}

export interface Claim {
  id: string;
  /** In our words. */
  claim: string;
  said: Saying[];
  /** Who said in the thread that it does not hold. */
  denied?: Saying[] | undefined;
  kind: ClaimKind;
  thread: {
    /** What the thread made of it. */
    says: 'holds' | 'fails' | 'open';
    how: string;
  };
  cases: Case[];
  /** What would have to be seen for the claim to fall. */
  wouldRefute: string;
  /** For undecidable claims, and for what is left undecided of others. */
  reason?: string | undefined;
  /** What a reader should know about how it is decided. */
  note?: string | undefined;
  /** 1-based, in fixtures/claims.yaml. */
  line: number;
}

/** One look, with what was seen. */
export interface Look {
  fixture: string;
  /** 1-based; 0 for the whole run or no run at all. */
  step: number;
  /** `after step 3 (offline d0): pages of page.state garbage`. */
  what: string;
  value: string;
  wanted: string;
  holds: boolean;
}

export interface Decision {
  /** Undefined: no run reached it. */
  holds: boolean | undefined;
  looks: Look[];
  /** Why it was not reached, one line each. */
  missing: string[];
}

export type DesignVerdict = 'confirmed' | 'refuted' | 'not reached';

export interface DecidedDesign {
  design: string;
  /** Whether the claim says that the check holds for this design. */
  claimed: boolean;
  verdict: DesignVerdict;
  looks: Look[];
  missing: string[];
  replay: string | undefined;
}

export interface DecidedClaim {
  claim: Claim;
  /** confirmed, refuted, `confirmed for a, b`, judgement, not reached, undecidable. */
  verdict: string;
  /** For a judgement: what the facts in it came to. */
  facts: string;
  designs: DecidedDesign[];
  /** Fixtures that show it, with the steps that were looked at. */
  fixtures: { fixture: string; steps: number[] }[];
  /** right, wrong, partly right, left open, or why it cannot be said. */
  thread: string;
  reason: string | undefined;
}
