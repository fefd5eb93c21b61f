/** Whom a fixture's classes of equal behaviour are among, and where they first part. */
import type { Divergence, FixtureComparison, ReportDesign } from '../types/report.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { firstDivergence, groupsOf, type SeenDifference } from './behaviour.ts';
import { featureOwn } from './feature_own.ts';

/** Of a header who takes part. */
export interface Compared {
  designs: readonly Pick<ReportDesign, 'id' | 'provenance'>[];
  reference: string;
}

/**
 * The designs among which behaviour is compared: all but the kernel as released, which is no rival of theirs. A design
 * that is alone is compared with that.
 */
function rivals({ designs, reference }: Compared): ReadonlySet<string> {
  const isReleased = new Set(designs.filter(({ provenance }) => provenance === 'release').map(({ id }) => id));
  const others = designs.map(({ id }) => id).filter((id) => !(id === reference && isReleased.has(id)));
  return new Set(others.length > 1 ? others : designs.map(({ id }) => id));
}

/** Classes of equal behaviour, and where they first part. */
export function classesOf(
  { machine }: Fixture,
  header: Compared,
  runs: readonly RunResult[],
): Pick<FixtureComparison, 'groups' | 'firstDivergence'> {
  const among = rivals(header);
  const compared = runs.filter(({ design }) => among.has(design));
  return { groups: groupsOf(compared), firstDivergence: firstDivergence(compared, ownOf(machine, header, compared)) };
}

/** Where the reference is among the runs: which differences from it follow from the feature. */
export function ownOf(
  machine: Fixture['machine'],
  { reference }: Pick<Compared, 'reference'>,
  runs: readonly RunResult[],
): (difference: Pick<Divergence, 'field' | 'key' | 'values'>, step: number) => boolean {
  const designs = runs.filter(({ design }) => design !== reference);
  if (designs.length === runs.length) return () => false;
  const rules = new Map<string, ReturnType<typeof featureOwn>>();
  const ruleOf = ({ design, steps }: RunResult, step: number) => {
    const key = `${step} ${design}`;
    const rule = rules.get(key) ?? featureOwn(machine, steps[step]?.observation ?? {}, steps[step - 1]?.observation);
    rules.set(key, rule);
    return rule;
  };
  return ({ field, key, values }: SeenDifference, step) => {
    const valueOn = (id: string) => values.find((each) => each.designs.includes(id))?.value ?? null;
    const its = valueOn(reference);
    return designs.every((run) => {
      const value = valueOn(run.design);
      return value === its || ruleOf(run, step)({ field, key, values: [its, value] });
    });
  };
}
