/** The faults of several designs as one list: what they inherited from the same hunk is one fault. */
import { rankOf } from '../types/consequence.ts';
import type { Fault } from '../types/fault.ts';
import { byExposure } from '../types/result.ts';

/** Worst first; of those the ones that it takes least to see. */
const order = (a: Fault, b: Fault): number =>
  rankOf(a.class) - rankOf(b.class) ||
  byExposure(a.needs, b.needs) ||
  b.seenIn.length - a.seenIn.length ||
  (a.id < b.id ? -1 : 1);

/** `lists`: per design, in the order of the report. A fault is told by the first design that has it. */
export function acrossDesigns(lists: readonly (readonly Fault[])[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const fault of lists.flat()) {
    const known = faults.get(fault.id);
    faults.set(fault.id, known ? together(known, fault) : fault);
  }
  return [...faults.values()].sort(order);
}

function together(first: Fault, other: Fault): Fault {
  const worse = rankOf(other.class) < rankOf(first.class) ? other : first;
  const seen = [...first.seen, ...other.seen];
  const shorter = other.scenario.steps.length < first.scenario.steps.length ? other : first;
  const mends = [...(first.mendedBy ?? []), ...(other.mendedBy ?? [])];
  const mendedBy = mends.filter((mend, at) => mends.findIndex(({ by }) => by === mend.by) === at);
  return {
    ...first,
    title: shorter.title,
    ...(shorter.short === undefined ? {} : { short: shorter.short }),
    class: worse.class,
    exposure: worse.exposure,
    needs: worse.needs,
    designs: [...new Set([...first.designs, ...other.designs])],
    scenario: shorter.scenario,
    firstWrong: shorter.firstWrong,
    seen,
    seenIn: [...new Set(seen.map(({ fixture }) => fixture))].sort(),
    invariants: counted(seen),
    evidence: {
      checked: [...new Set([...first.evidence.checked, ...other.evidence.checked])].sort(),
      unchecked: [...new Set([...first.evidence.unchecked, ...other.evidence.unchecked])].sort(),
      recordings: [...new Set([...first.evidence.recordings, ...other.evidence.recordings])].sort(),
    },
    claims: [...new Set([...first.claims, ...other.claims])].sort(),
    ...(mendedBy.length > 0 ? { mendedBy } : {}),
  };
}

/** By how many fixtures each invariant is broken in. */
export function counted(seen: Fault['seen']): Fault['invariants'] {
  const fixtures = new Map<string, Set<string>>();
  for (const { fixture, invariants } of seen)
    for (const invariant of invariants) fixtures.set(invariant, (fixtures.get(invariant) ?? new Set()).add(fixture));
  return Object.fromEntries(
    [...fixtures]
      .map(([name, where]): [string, number] => [name, where.size])
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  );
}
