import type { Counters, Violation } from '../run/result.ts';
import {
  type Names,
  namesFrom,
  type PackedCounters,
  packCounters,
  packNumbers,
  unpackCounters,
  unpackNumbers,
} from './counters_pack.ts';
import type { Report, ReportResult, ReportStep } from './report.ts';

/**
 * A result as its line in a JSON Lines report has it: told by what differs from the fixture's first result, the cost by
 * what differs from the sum of the steps; names stand in the header. Most designs do most of the same work, and a
 * report that is committed should be small.
 */
export interface PackedResult extends Omit<ReportResult, 'violations' | 'cost' | 'evidence' | 'steps' | 'replay'> {
  /** Not there when they are those of the first result. */
  violations?: Violation[];
  cost: PackedCounters;
  /** Functions, by number, that are in the list of this result or in that of the first, but not in both. */
  evidence: { checked: string; unchecked: string };
  steps: (Omit<ReportStep, 'cost'> & { cost?: PackedCounters })[];
  /** Not there when it is that of the first result with the other design's name. */
  replay?: string;
}

/** Counter and function names of a whole report, in the header of its file. */
export interface NameLists {
  counters: string[];
  functions: string[];
}

export interface ReportNames {
  counters: Names;
  functions: Names;
}

export function reportNames(report: Report): NameLists {
  const [counters, functions] = [new Set<string>(), new Set<string>()];
  for (const { evidence, cost, steps } of report.results) {
    for (const name of [...evidence.checked, ...evidence.unchecked]) functions.add(name);
    for (const counts of [cost, ...steps.map((step) => step.cost)])
      for (const name of Object.keys(counts)) counters.add(name);
  }
  return { counters: [...counters].sort(), functions: [...functions].sort() };
}

export function namesOf({ counters, functions }: NameLists): ReportNames {
  return { counters: namesFrom(counters), functions: namesFrom(functions) };
}

export function packResult(result: ReportResult, first: ReportResult, names: ReportNames): PackedResult {
  const { violations, replay, evidence, ...rest } = result;
  const base = result === first ? nothing : first;
  const numbers = (of: 'checked' | 'unchecked'): string =>
    packNumbers(inOne(base.evidence[of], evidence[of]).map((name) => names.functions.of(name)));
  return {
    ...rest,
    ...(JSON.stringify(violations) === JSON.stringify(base.violations) ? {} : { violations }),
    cost: packCounters(sumOf(result.steps), result.cost, names.counters),
    evidence: { checked: numbers('checked'), unchecked: numbers('unchecked') },
    steps: result.steps.map(({ cost, ...step }, at) => {
      const packed = packCounters(base.steps[at]?.cost ?? {}, cost, names.counters);
      return packed.length === 0 ? step : { ...step, cost: packed };
    }),
    ...(replay === renamed(base, result.design) ? {} : { replay }),
  };
}

/** The inverse of packResult; `first` is undefined for the first result itself. Throws for what is no packed result. */
export function unpackResult(packed: PackedResult, first: ReportResult | undefined, names: ReportNames): ReportResult {
  const base = first ?? nothing;
  const { fixture, design, verdict, failure } = packed;
  const list = (of: 'checked' | 'unchecked'): string[] => {
    const changed = unpackNumbers(packed.evidence[of]).map((number) => names.functions.list[number]);
    if (changed.includes(undefined)) throw new RangeError(`${of} functions without a name`);
    return inOne(base.evidence[of], changed as string[]).sort();
  };
  const steps = packed.steps.map(({ ret, cost = [], seen }, at): ReportStep => {
    return { ret, cost: unpackCounters(base.steps[at]?.cost ?? {}, cost, names.counters), seen };
  });
  return {
    fixture,
    design,
    verdict,
    violations: packed.violations ?? base.violations,
    cost: unpackCounters(sumOf(steps), packed.cost, names.counters),
    evidence: { checked: list('checked'), unchecked: list('unchecked') },
    steps,
    replay: packed.replay ?? renamed(base, design),
    ...(failure ? { failure } : {}),
  };
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

/** Of the longest holds the longest, of all others the sum, as a run counts them. */
function sumOf(steps: readonly ReportStep[]): Counters {
  const sum: Counters = {};
  for (const { cost } of steps)
    for (const [name, count] of Object.entries(cost)) {
      const before = sum[name] ?? 0;
      sum[name] = name.startsWith('longest ') ? Math.max(before, count) : before + count;
    }
  return sum;
}
