/** The faults of a design on which no experiment ended: one for each invariant it breaks, by what was seen alone. */

import { visibleIn } from '../text/visible.ts';
import { rankOf } from '../types/consequence.ts';
import type { Fault } from '../types/fault.ts';
import { byExposure, exposureOf, type Violation } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { counted } from './across.ts';
import { nobodys } from './covering.ts';
import { kernelPlace } from './kernel_place.ts';
import type { FaultTask } from './of_report.ts';
import { scenarioOf } from './scenario.ts';
import { titlesOf } from './words.ts';

interface Seen {
  fixture: Fixture;
  violation: Violation;
}

export function faultsAsTold(task: FaultTask): Fault[] {
  const byInvariant = new Map<string, Seen[]>();
  const byId = new Map(task.fixtures.map((fixture) => [fixture.id, fixture]));
  for (const { fixture, violations } of task.told)
    for (const violation of violations) {
      const seen = byInvariant.get(violation.invariant) ?? [];
      seen.push({ fixture: byId.get(fixture)!, violation });
      byInvariant.set(violation.invariant, seen);
    }
  return visibleIn([...byInvariant.values()].map((seen) => faultOf(task, seen)));
}

/** Of a stopped kernel the call chain is known; who wrote a wrong value is not. */
const chainOf = ({ where }: Violation): string[] => (where.includes(' > ') ? where.split(' > ') : []);

function faultOf({ design }: FaultTask, all: Seen[]): Fault {
  const worst = Math.min(...all.map(({ violation }) => rankOf(violation.class)));
  const asBad = all.filter(({ violation }) => rankOf(violation.class) === worst);
  const [{ fixture, violation }] = asBad.sort(
    (a, b) => a.violation.step - b.violation.step || (a.fixture.id < b.fixture.id ? -1 : 1),
  ) as [Seen];
  const needs = asBad.map((each) => each.violation.needs ?? []).sort(byExposure)[0] ?? [];
  const chain = chainOf(violation);
  const name = chain.at(-1) ?? nobodys;
  const hunk = kernelPlace(name, chain);
  const { title, short } = titlesOf(hunk.function, violation);
  const { step, invariant, message, where } = violation;
  const least = { ...fixture, steps: fixture.steps.slice(0, step + 1) };
  const seen = all.map((each) => {
    return { fixture: each.fixture.id, design, step: each.violation.step, invariants: [invariant] };
  });
  return {
    id: `${design.split('@')[0]}/${hunk.function}/${invariant
      .split('/')
      .at(-1)!
      .replace(/[^a-z0-9]+/g, '-')}`,
    title,
    short,
    class: violation.class,
    exposure: exposureOf(needs),
    needs,
    designs: [design],
    of: design,
    hunk,
    function: name,
    scenario: scenarioOf(fixture, least, title),
    firstWrong: { step, title: least.steps[step]?.title ?? '', invariant, message, where, by: chain },
    seenIn: [...new Set(seen.map((each) => each.fixture))].sort(),
    seen,
    invariants: counted(seen),
    evidence: { checked: [], unchecked: [], recordings: [] },
    claims: [...new Set(violation.claims)].sort(),
  };
}
