/** What the project knows of a function: fixtures, invariants, claims, faults and evidence. */
import { leavesOf } from '../claims/load.ts';
import { invariants } from '../invariants/registry.ts';
import type { Claim } from '../types/claim.ts';
import type { Fault } from '../types/fault.ts';
import type { ModelFunction } from './model_functions.ts';
import { type Reached, type ReachSource, reachOf } from './reach.ts';

/** Of a fault what a baseline keeps. */
export type ListedFault = Pick<Fault, 'id' | 'title' | 'class' | 'exposure' | 'designs' | 'function'> & {
  /** The fixture that shows it in the fewest steps. */
  fixture: string;
};

export interface Bearing {
  name: string;
  file: string;
  /** Undefined where no fixture runs it; its fixtures with the most telling first. */
  reached: Reached | undefined;
  /** Ids. */
  invariants: string[];
  claims: string[];
  faults: ListedFault[];
}

export interface BearingSource extends ReachSource {
  claims: readonly Claim[];
  faults: readonly ListedFault[];
}

export async function bearingOf(one: ModelFunction, source: BearingSource): Promise<Bearing> {
  const faults = source.faults.filter((fault) => one.names.includes(fault.function));
  const broken = new Set(faults.map(({ id }) => id.split('/').at(-1)!));
  const bear = invariants.filter(
    ({ id, reliesOn, suffers }) =>
      [...reliesOn, suffers.reader].some((place) => place.split(':')[1] === one.name) || broken.has(id.split('/')[1]!),
  );
  const byInvariant = new Set(bear.flatMap(({ claims }) => claims));
  const claims = source.claims.filter((claim) => byInvariant.has(claim.id) || speaksOf(claim, one)).map(({ id }) => id);
  const reached = await reachOf(one, source);
  return {
    name: one.name,
    file: one.file,
    reached: reached && { ...reached, fixtures: tellingFirst(reached.fixtures, { claims, faults }, source) },
    invariants: bear.map(({ id }) => id),
    claims,
    faults,
  };
}

/** Those that show a fault of the function, then those of most of its claims, and of them the shortest. */
function tellingFirst(
  ids: readonly string[],
  { claims, faults }: Pick<Bearing, 'claims' | 'faults'>,
  { fixtures }: BearingSource,
): string[] {
  const byId = new Map(fixtures.map((fixture) => [fixture.id, fixture]));
  const weight = (id: string): number[] => {
    const { steps, claims: its } = byId.get(id)!;
    const faulty = faults.some(({ fixture }) => fixture === id);
    return [Number(!faulty), -its.filter((claim) => claims.includes(claim)).length, steps.length];
  };
  return [...ids].sort((a, b) => {
    const [one, other] = [weight(a), weight(b)];
    const at = one.findIndex((value, index) => value !== other[index]);
    return at < 0 ? a.localeCompare(b) : one[at]! - other[at]!;
  });
}

/** A claim that names the function, or looks at whether it is replaced or who calls it. */
function speaksOf({ claim, thread, note, cases }: Claim, { name, names }: ModelFunction): boolean {
  const leaves = cases.flatMap(({ check }) => leavesOf(check));
  return (
    new RegExp(`\\b${name}\\b`).test([claim, thread.how, note ?? ''].join(' ')) ||
    leaves.some(({ replaces, callers }) =>
      [replaces, callers].some((each) => each !== undefined && names.includes(each)),
    )
  );
}
