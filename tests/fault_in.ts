import type { Fault } from '../harness/types/fault.ts';
import { type ConsequenceClass, exposureOf, type Need } from '../harness/types/result.ts';

/** A fault of `designs` in `name()`, of the patch of the first. */
export function faultIn(
  name: string,
  designs: string[],
  worst: ConsequenceClass,
  needs: Need[] = [],
  changes: Partial<Fault> = {},
): Fault {
  return {
    id: `x/${name}/what`,
    title: `${name}() does what it must not`,
    class: worst,
    exposure: exposureOf(needs),
    needs,
    designs,
    of: designs[0]!,
    hunk: { file: 'mm/memory_hotplug.c', function: name },
    function: name,
    scenario: { fixture: 'span/one', machine: 'small', config: {}, steps: ['add d0'], document: [] },
    firstWrong: { step: 0, title: 'add d0', invariant: `no/${worst}`, message: '', where: '', by: [name] },
    seenIn: ['span/one'],
    seen: [],
    invariants: { [`no/${worst}`]: 1 },
    evidence: { checked: [], unchecked: [], recordings: [] },
    claims: [],
    ...changes,
  };
}
