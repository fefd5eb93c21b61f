import { briefOf } from '../store/baseline.ts';
import { rankOf, worstOf } from '../types/consequence.ts';
import type { FixtureComparison, Report, ReportResult } from '../types/report.ts';

/** How much two results differ, from the least: what they share is what comes before. */
export const changeKinds = ['work', 'observations', 'findings', 'verdict', 'only-old', 'only-new'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
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

/**
 * What changed from an older report. Fixtures are aligned by the hash of their content, so that a renamed one is the
 * same and an edited one is another. A baseline holds no work, and not after which step something was seen.
 */
export function changesSince(old: Report, report: Report): Change[] {
  const brief = old.header.brief === true || report.header.brief === true;
  const [before, after] = [old, report].map((each) => byIdentity(brief ? briefOf(each) : each)) as [Pairs, Pairs];
  const changes: Change[] = [];
  for (const [key, { result, fixture }] of after) {
    const previous = before.get(key)?.result;
    const place = { fixture: result.fixture, design: result.design };
    if (previous === undefined) {
      changes.push({ ...place, kind: 'only-new', old: 'none', new: text(result), worse: false });
      continue;
    }
    const change = changeOf(previous, result, fixture, brief);
    if (change !== undefined) changes.push({ ...place, ...change });
  }
  for (const [key, { result }] of before) {
    if (after.has(key)) continue;
    const { fixture, design } = result;
    changes.push({ fixture, design, kind: 'only-old', old: text(result), new: 'none', worse: false });
  }
  return changes;
}

/** Without those that are about counted work alone. */
export function behaviourChanges(changes: readonly Change[]): Change[] {
  return changes.filter(({ kind }) => kind !== 'work');
}

export function samenessOf(changes: readonly Change[], report: Report): Sameness {
  const counts = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Sameness;
  for (const { kind } of changes) counts[kind]++;
  const alike = report.results.length - changes.filter(({ kind }) => kind !== 'only-old').length;
  return { ...counts, identical: alike };
}

function changeOf(
  old: ReportResult,
  now: ReportResult,
  fixture: FixtureComparison,
  brief: boolean,
): Omit<Change, 'fixture' | 'design'> | undefined {
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

type Pairs = Map<string, { result: ReportResult; fixture: FixtureComparison }>;

function byIdentity(report: Report): Pairs {
  const fixtures = new Map(report.fixtures.map((fixture) => [fixture.fixture, fixture]));
  return new Map(
    report.results.map((result) => {
      const fixture = fixtures.get(result.fixture)!;
      return [`${fixture.hash} ${result.design}`, { result, fixture }];
    }),
  );
}

function text(result: Pick<ReportResult, 'verdict' | 'violations'>): string {
  const worst = worstOf(result);
  return worst === undefined ? result.verdict : `${result.verdict} (${worst})`;
}
