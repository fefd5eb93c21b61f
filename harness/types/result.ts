import type { Observation } from './observation.ts';

/** Consequence classes, worst first. */
export const consequenceClasses = [
  'crash',
  'data loss',
  'garbage visible',
  'wrong number to user space',
  'slow path',
  'hygiene',
] as const;
export type ConsequenceClass = (typeof consequenceClasses)[number];

export const verdicts = [
  'ok',
  'violates',
  'rejected',
  'unexpected-success',
  'oops',
  'stuck',
  'timeout',
  'error',
  'not run',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Options of kernels that developers run, not users. */
export const debugOptions = [
  'DEBUG_VM',
  'KASAN',
  'DEBUG_KMEMLEAK',
  'PAGE_EXTENSION',
  'PAGE_OWNER',
  'KGDB_KDB',
] as const;
export type DebugOption = (typeof debugOptions)[number];

/** What it takes to see something go wrong: an option, a failure, a call that nobody makes, or a machine that few have. */
export const needs = [...debugOptions, 'failure', 'direct call', 'rare machine'] as const;
export type Need = (typeof needs)[number];

/** From what happens to every user on. What takes a rare machine and more than that is called after the other thing. */
export const exposures = ['plain', 'rare', 'debug', 'injected', 'debug+injected'] as const;
export type Exposure = (typeof exposures)[number];

/** What a scenario does that no user does: such a need counts as injected. */
export const injectedNeeds: readonly Need[] = ['failure', 'direct call'];

/** Of the needs, the debug options. */
export const optionsIn = (needs: readonly Need[]): DebugOption[] =>
  needs.filter((need): need is DebugOption => (debugOptions as readonly Need[]).includes(need));

/** `plain` when nothing is needed: it happens to users. */
export function exposureOf(needs: readonly Need[] = []): Exposure {
  const injected = needs.some((need) => injectedNeeds.includes(need));
  if (optionsIn(needs).length > 0) return injected ? 'debug+injected' : 'debug';
  if (injected) return 'injected';
  return needs.includes('rare machine') ? 'rare' : 'plain';
}

/** For sorting: what more users meet comes first. */
export const byExposure = (a: readonly Need[], b: readonly Need[]): number =>
  exposures.indexOf(exposureOf(a)) - exposures.indexOf(exposureOf(b)) || a.length - b.length;

export interface Violation {
  /** Id of the invariant, or `expectation`. */
  invariant: string;
  class: ConsequenceClass;
  /** 0-based index of the step; during an operation the step that was running. */
  step: number;
  message: string;
  /** Where in the machine: a zone, a block, a run of pfns; for an oops the call chain. */
  where: string;
  claims: string[];
  /** What it takes to see it, sorted; not there where it takes nothing, or where that was not looked into. */
  needs?: Need[];
}

/** An invariant of which a run cannot say that it holds: it was not broken by what could be seen, and that is all. */
export interface NotSeen {
  invariant: string;
  /** What it asks for and nobody saw, sorted. */
  needs: string[];
  /** It was judged by the rest of what it looks at, or after some of the steps. */
  part?: true;
}

/** Work counted by the model, counter name -> amount. Names are listed in harness/cost/counters.ts. */
export type Counters = Record<string, number>;

/** Which model functions stand behind a verdict. An id is `file:function` or, where a design replaced it, `file:function@design`. */
export interface Evidence {
  /** Ran with this implementation in a recording of a real kernel that shows 0 differences. */
  checked: string[];
  unchecked: string[];
}

export interface StepResult {
  title: string;
  /** Of the last action: 0 or a negative errno; `oops`, `stuck` end the run. */
  ret: number | 'oops' | 'stuck';
  /** Of every action that ran. */
  rets: number[];
  observation: Observation;
  counters: Counters;
}

/** A value that a step wrote. */
export interface RunWrite {
  /** 0-based. */
  step: number;
  /** `zone 0:Normal`, `memory block 48`, `mem_section`, `struct page`, with the field as the kernel calls it. */
  object: string;
  field: string;
  /** Of pages and sections those written, end excluded. */
  start?: number;
  end?: number;
  /** Implementations that were running, outermost first: `file:function`, `file:function@design`. */
  by: string[];
}

/** One fixture run on one design. */
export interface RunResult {
  fixture: string;
  design: string;
  verdict: Verdict;
  violations: Violation[];
  cost: Counters;
  evidence: Evidence;
  steps: StepResult[];
  /** Command that shows this result again. */
  replay: string;
  /** Functions that a step wanted to fail and that were not called after it, where there are any. */
  unfired?: string[];
  /** For `oops`, `stuck`, `error`: what happened, and the call chain, outermost first. */
  failure?: { message: string; chain: string[] };
  /** Every value that was written, in order, where that was asked for. */
  writes?: RunWrite[];
}
