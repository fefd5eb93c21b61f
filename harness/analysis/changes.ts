import { briefOf } from '../store/baseline.ts';
import { rankOf, worstOf } from '../types/consequence.ts';
import type { FixtureComparison, Header, ReportResult } from '../types/report.ts';
import { type FaultChange, faultChangesOf, faultChangesTitle, faultChangeText } from './fault_changes.ts';
import { type IndexedReport, indexReport } from './report_index.ts';

/** How much two results differ, from the least: what they share is what comes before. */
export const changeKinds = ['work', 'observations', 'findings', 'verdict', 'only-old', 'only-new'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ReportChange {
  fixture: string;
  design: string;
  /**
   * `verdict` for another verdict or worst class; `findings` for other invariants broken; `observations` for the same
   * verdict with something else seen; `work` for other counted work or evidence alone; `only-old`, `only-new` for a pair
   * that is in one report alone.
   */
  kind: ChangeKind;
  old: string;
  new: string;
  worse: boolean;
  /** For `observations`: the first step after which something else is seen, 0-based, with its title; not of a baseline. */
  step?: number;
  stepTitle?: string;
}

/** How many pairs of fixture and design are alike to which degree. */
export type Sameness = Record<ChangeKind | 'identical', number>;

type Side = Pick<Header, 'tool' | 'base' | 'corpus'>;

/** What changed from an older report, as `diff` prints it as JSON. */
export interface ReportDiff {
  /** True when nothing differs, not even counted work. */
  same: boolean;
  old: Side;
  new: Side;
  /** Pairs of fixture and design by how much they are alike. */
  counts: Sameness;
  changed: ReportChange[];
  /** By fault and design, the gravest first; not there where one of the reports was not searched for faults. */
  faults?: FaultChange[];
}

/**
 * Fixtures are aligned by the hash of their content, so that a renamed one is the same and an edited one is another.
 * A baseline holds no work, and not after which step something was seen.
 */
export function diffOf(old: IndexedReport, now: IndexedReport): ReportDiff {
  const changed = changesFrom(old, now);
  const counts = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Sameness;
  for (const { kind } of changed) counts[kind]++;
  const identical = now.results.length - (changed.length - counts['only-old']);
  const [before, after] = [old, now].map(({ header: { tool, base, corpus } }): Side => ({ tool, base, corpus }));
  const faults = faultChangesOf(old, now);
  return {
    same: changed.length === 0 && (faults ?? []).length === 0,
    old: before!,
    new: after!,
    counts: { ...counts, identical },
    changed,
    ...(faults ? { faults } : {}),
  };
}

function changesFrom(old: IndexedReport, now: IndexedReport): ReportChange[] {
  const brief = old.header.brief === true || now.header.brief === true;
  const pairsOf = (report: IndexedReport) => byIdentity(brief ? indexReport(briefOf(report)) : report);
  const [before, after] = [pairsOf(old), pairsOf(now)];
  const changes = [...after].flatMap(([key, { result, fixture }]): ReportChange[] => {
    const previous = before.get(key)?.result;
    const place = { fixture: result.fixture, design: result.design };
    if (previous === undefined) return [{ ...place, kind: 'only-new', old: 'none', new: text(result), worse: false }];
    const change = changeOf(previous, result, fixture, brief);
    return change === undefined ? [] : [{ ...place, ...change }];
  });
  const gone = [...before].flatMap(([key, { result }]): ReportChange[] => {
    const { fixture, design } = result;
    return after.has(key) ? [] : [{ fixture, design, kind: 'only-old', old: text(result), new: 'none', worse: false }];
  });
  return [...changes, ...gone];
}

/** Without those that are about counted work alone. */
export const behaviourChanges = (changes: readonly ReportChange[]): ReportChange[] =>
  changes.filter(({ kind }) => kind !== 'work');

/** `span/one on oscar@v5: was ok, is oops (crash), worse`. */
export function changeText(change: ReportChange): string {
  const { fixture, design, kind, worse } = change;
  const place = `${fixture} on ${design}`;
  if (kind === 'only-old') return `${place}: was ${change.old}, is not there any more`;
  if (kind === 'only-new') return `${place}: is ${change.new}, was not there`;
  if (kind === 'work') return `${place}: ${change.new}, with other counted work or evidence`;
  if (kind === 'observations') {
    const when = change.step === undefined ? '' : ` after step ${change.step + 1} ${change.stepTitle}`;
    return `${place}: ${change.new}, but something else is seen${when}`;
  }
  return `${place}: was ${change.old}, is ${change.new}${worse ? ', worse' : ''}`;
}

/** What there is to say of it first: the faults, or the verdicts where nobody looked for faults. */
export function newsOf(since: ReportDiff | undefined): string[] {
  if (since === undefined) return [];
  if (since.faults !== undefined) return [faultChangesTitle(since.faults), ...since.faults.map(faultChangeText)];
  const changes = behaviourChanges(since.changed);
  const worse = changes.filter((change) => change.worse);
  if (changes.length === 0) return ['no verdict changed since the baseline, and nothing observed'];
  return [
    `${changes.length} results changed since the baseline, ${worse.length} for the worse`,
    ...worse.map(changeText),
  ];
}

function changeOf(
  old: ReportResult,
  now: ReportResult,
  fixture: FixtureComparison,
  brief: boolean,
): Omit<ReportChange, 'fixture' | 'design'> | undefined {
  if (text(old) !== text(now)) {
    const worse = rankOf(worstOf(now)) < rankOf(worstOf(old)) || (old.verdict === 'ok' && now.verdict !== 'ok');
    return { kind: 'verdict', old: text(old), new: text(now), worse };
  }
  const [broken, breaks] = [brokenBy(old), brokenBy(now)];
  if (broken.join() !== breaks.join()) {
    const worse = breaks.some((invariant) => !broken.includes(invariant));
    return { kind: 'findings', old: listText(broken, breaks), new: listText(breaks, broken), worse };
  }
  const step = firstOtherStep(old, now);
  if (step !== -1) {
    const at = brief ? {} : { step, stepTitle: fixture.steps[step]?.title ?? '' };
    return { kind: 'observations', old: text(old), new: text(now), worse: false, ...at };
  }
  if (brief || workText(old) === workText(now)) return undefined;
  return { kind: 'work', old: text(old), new: text(now), worse: false };
}

function firstOtherStep(old: ReportResult, now: ReportResult): number {
  const longer = old.steps.length > now.steps.length ? old : now;
  return longer.steps.findIndex((_, at) => {
    const [before, after] = [old.steps[at], now.steps[at]];
    return before?.ret !== after?.ret || before?.seen !== after?.seen;
  });
}

function brokenBy(result: ReportResult): string[] {
  return [
    ...new Set(result.violations.map(({ invariant, class: consequence }) => `${invariant} (${consequence})`)),
  ].sort();
}

/** What is in the one list and not in the other. */
function listText(list: readonly string[], other: readonly string[]): string {
  return list.filter((one) => !other.includes(one)).join(', ') || 'no more than that';
}

function workText({ cost, evidence, steps }: ReportResult): string {
  return JSON.stringify([cost, evidence, steps.map((step) => step.cost)]);
}

function byIdentity({ results, fixture }: IndexedReport) {
  return new Map(
    results.map((result) => {
      const own = fixture.get(result.fixture)!;
      return [`${own.hash} ${result.design}`, { result, fixture: own }] as const;
    }),
  );
}

function text(result: Pick<ReportResult, 'verdict' | 'violations'>): string {
  const worst = worstOf(result);
  return worst === undefined ? result.verdict : `${result.verdict} (${worst})`;
}
