import { sortedCounters } from '../state/counters.ts';
import type { Report, ReportResult, ReportStep } from '../types/report.ts';
import type { Counters, Need, Violation } from '../types/result.ts';
import {
  type Names,
  namesFrom,
  type PackedCounters,
  packCounters,
  packNumbers,
  unpackCounters,
  unpackNumbers,
} from './counters_pack.ts';

/**
 * A result as its line in a JSON Lines report has it: told by what differs from the fixture's first result, the cost by
 * what differs from the sum of the steps; names stand in the header. Most designs do most of the same work, and a
 * report that is committed should be small.
 */
export interface PackedResult extends Omit<ReportResult, 'violations' | 'cost' | 'evidence' | 'steps' | 'replay'> {
  /** Not there when they are those of the first result. The number stands for invariant, class and claims. */
  violations?: [invariant: number, step: number, message: string, where: string][];
  cost: PackedCounters;
  /** Functions, by number, that are in the list of this result or in that of the first, but not in both. */
  evidence: { checked: string; unchecked: string };
  /** The digest of what was seen is null where it is that of the first result. */
  steps: [ret: ReportStep['ret'], seen: string | null, cost?: PackedCounters][];
  /** Not there when it is that of the first result with the other design's name. */
  replay?: string;
}

/** What numbers stand for in a whole report, in the header of its file. */
export interface NameLists {
  counters: string[];
  functions: string[];
  /** Each as JSON of `[invariant, class, claims]`, and what it takes to see it where it takes something. */
  invariants: string[];
}

export type ReportNames = Record<keyof NameLists, Names>;

export function reportNames(report: Report): NameLists {
  const [counters, functions, invariants] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { violations, evidence, cost, steps } of report.results) {
    for (const violation of violations) invariants.add(invariantText(violation));
    for (const name of [...evidence.checked, ...evidence.unchecked]) functions.add(name);
    for (const counts of [cost, ...steps.map((step) => step.cost)])
      for (const name of Object.keys(counts)) counters.add(name);
  }
  return { counters: [...counters].sort(), functions: [...functions].sort(), invariants: [...invariants].sort() };
}

export function namesOf({ counters, functions, invariants }: NameLists): ReportNames {
  return { counters: namesFrom(counters), functions: namesFrom(functions), invariants: namesFrom(invariants) };
}

function invariantText({ invariant, class: consequence, claims, needs }: Violation): string {
  return JSON.stringify([invariant, consequence, claims, ...(needs ? [needs] : [])]);
}

export function packResult(result: ReportResult, first: ReportResult, names: ReportNames): PackedResult {
  const { violations, replay, evidence, ...rest } = result;
  const base = result === first ? nothing : first;
  const numbers = (of: 'checked' | 'unchecked'): string =>
    packNumbers(inOne(base.evidence[of], evidence[of]).map((name) => names.functions.of(name)));
  return {
    ...rest,
    ...(JSON.stringify(violations) === JSON.stringify(base.violations)
      ? {}
      : { violations: violations.map((violation) => packViolation(violation, names)) }),
    cost: packCounters(sumOf(result.steps), result.cost, names.counters),
    evidence: { checked: numbers('checked'), unchecked: numbers('unchecked') },
    steps: result.steps.map(({ ret, seen, cost }, at): PackedResult['steps'][number] => {
      const packed = packCounters(base.steps[at]?.cost ?? {}, cost, names.counters);
      const digest = seen === base.steps[at]?.seen ? null : seen;
      return packed.length === 0 ? [ret, digest] : [ret, digest, packed];
    }),
    ...(replay === renamed(base, result.design) ? {} : { replay }),
  };
}

/** The inverse of packResult; `first` is undefined for the first result itself. Throws for what is no packed result. */
export function unpackResult(packed: PackedResult, first: ReportResult | undefined, names: ReportNames): ReportResult {
  const base = first ?? nothing;
  const { fixture, design, verdict, failure } = packed;
  const list = (of: 'checked' | 'unchecked'): string[] => {
    if (packed.evidence[of] === '') return base.evidence[of];
    const changed = unpackNumbers(packed.evidence[of]).map((number) => names.functions.list[number]);
    if (changed.includes(undefined)) throw new RangeError(`${of} functions without a name`);
    return inOne(base.evidence[of], changed as string[]).sort();
  };
  const steps = packed.steps.map(([ret, seen, cost = []], at): ReportStep => {
    const same = base.steps[at];
    if (seen === null && same === undefined)
      throw new RangeError(`nothing is said of what was seen after step ${at + 1}`);
    return { ret, cost: unpackCounters(same?.cost ?? {}, cost, names.counters), seen: seen ?? same!.seen };
  });
  return {
    fixture,
    design,
    verdict,
    violations: packed.violations?.map((violation) => unpackViolation(violation, names)) ?? base.violations,
    cost: unpackCounters(sumLike(steps, first), packed.cost, names.counters),
    evidence: { checked: list('checked'), unchecked: list('unchecked') },
    steps,
    replay: packed.replay ?? renamed(base, design),
    ...(failure ? { failure } : {}),
  };
}

type PackedViolation = NonNullable<PackedResult['violations']>[number];

function packViolation(violation: Violation, names: ReportNames): PackedViolation {
  const { step, message, where } = violation;
  return [names.invariants.of(invariantText(violation)), step, message, where];
}

function unpackViolation([number, step, message, where]: PackedViolation, names: ReportNames): Violation {
  const text = names.invariants.list[number];
  if (text === undefined) throw new RangeError(`invariant ${number} has no name`);
  const [invariant, consequence, claims, needs] = JSON.parse(text) as [string, Violation['class'], string[], Need[]?];
  return { invariant, class: consequence, step, message, where, claims, ...(needs ? { needs } : {}) };
}

const nothing: Pick<ReportResult, 'design' | 'violations' | 'evidence' | 'steps' | 'replay'> = {
  design: '',
  violations: [],
  evidence: { checked: [], unchecked: [] },
  steps: [],
  replay: '',
};

function renamed(base: Pick<ReportResult, 'design' | 'replay'>, design: string): string {
  return base.design === '' ? base.replay : base.replay.replaceAll(base.design, design);
}

/** Names in one of the lists, but not in both; its own inverse. */
function inOne(a: readonly string[], b: readonly string[]): string[] {
  const [left, right] = [new Set(a), new Set(b)];
  return [...a.filter((name) => !right.has(name)), ...b.filter((name) => !left.has(name))];
}

const sums = new WeakMap<ReportResult, Counters>();

/** The sum of the steps; known already where every step did the work of the first result's. */
function sumLike(steps: readonly ReportStep[], first: ReportResult | undefined): Counters {
  const alike = first?.steps.length === steps.length && steps.every(({ cost }, at) => cost === first.steps[at]!.cost);
  if (first === undefined || !alike) return sumOf(steps);
  const known = sums.get(first) ?? sumOf(steps);
  sums.set(first, known);
  return known;
}

/** Of the longest holds the longest, of all others the sum, as a run counts them; in the order of every result. */
function sumOf(steps: readonly ReportStep[]): Counters {
  const sum: Counters = {};
  for (const { cost } of steps)
    for (const [name, count] of Object.entries(cost)) {
      const before = sum[name] ?? 0;
      sum[name] = name.startsWith('longest ') ? Math.max(before, count) : before + count;
    }
  return sortedCounters(sum);
}
