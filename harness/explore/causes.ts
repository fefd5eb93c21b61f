/** Whose fault the findings are: those of one cause are one fault, as for the fixtures of the corpus. */

import type { Runner } from '../compare/fixture_part.ts';
import type { FaultTask } from '../faults/of_report.ts';
import type { Fault } from '../types/fault.ts';
import type { Fixture } from '../types/scenario.ts';
import type { ExploredFault, Shown } from './exploration.ts';

/** A fault that the corpus shows, and the fixture that it shows it in. */
export interface KnownFault {
  id: string;
  designs: readonly string[];
  function: string;
  fixture: Fixture;
}

export interface KnownFaults {
  /** Designs that the corpus was run on. */
  designs: readonly string[];
  faults: readonly KnownFault[];
  /** What each design breaks in the corpus. */
  broken: readonly { design: string; invariant: string; fixture: Fixture }[];
}

/** Of the corpus, what shows each known fault of the design, and what breaks the same invariants in fewest steps. */
function beside(design: string, shown: readonly Shown[], { faults, broken }: KnownFaults): Fixture[] {
  const invariants = new Set(shown.map(({ invariant, kind }) => invariant ?? kind));
  const least = [...invariants].flatMap((invariant) => {
    const [first] = broken
      .filter((each) => each.design === design && each.invariant === invariant)
      .sort((a, b) => a.fixture.steps.length - b.fixture.steps.length);
    return first ? [first.fixture] : [];
  });
  return [...faults.filter(({ designs }) => designs.includes(design)).map(({ fixture }) => fixture), ...least];
}

/**
 * What finds the causes of one design: its findings as scenarios, and beside them the corpus's own fixtures, so that what
 * is known comes out as the same fault.
 */
export async function faultTaskOf(
  run: Runner,
  design: string,
  base: string,
  without: readonly string[],
  shown: readonly Shown[],
  known: KnownFaults | undefined,
): Promise<FaultTask> {
  const all = [...shown.map(({ fixture }) => fixture), ...(known ? beside(design, shown, known) : [])];
  const fixtures = all.filter((one, at) => all.findIndex(({ id }) => id === one.id) === at);
  const told: FaultTask['told'] = [];
  for (const fixture of fixtures) {
    const { violations, evidence } = await run(fixture, design, { exposure: true, observations: false });
    told.push({ fixture: fixture.id, violations, evidence });
  }
  return { design, base, without: [...without], fixtures, told };
}

/** Each fault that shows on a walk, with the shortest; findings learn whose they are. */
export function faultsTogether(
  shown: readonly Shown[],
  faults: readonly Fault[],
  known: KnownFaults | undefined,
): ExploredFault[] {
  return faults.flatMap((fault): ExploredFault[] => {
    const own = shown.filter((finding) => isOf(finding, fault));
    const [least] = [...own].sort((a, b) => a.steps.length - b.steps.length);
    if (!least) return [];
    for (const finding of own) finding.fault ??= fault.id;
    const { machine, steps, replay } = least;
    const { id, title, class: worst, exposure, designs, hunk, mendedBy = [] } = fault;
    return [
      {
        id,
        title,
        class: worst,
        exposure,
        designs,
        hunk,
        ...standing(fault, known),
        mendedBy: mendedBy.map(({ by }) => by),
        machine,
        steps,
        replay,
      },
    ];
  });
}

function isOf({ fixture, designs, invariant, kind }: Shown, { seen }: Fault): boolean {
  return seen.some(
    (each) =>
      designs.includes(each.design) && each.fixture === fixture.id && each.invariants.includes(invariant ?? kind),
  );
}

function standing(
  { id, designs, seenIn, function: own }: Fault,
  known: KnownFaults | undefined,
): Pick<ExploredFault, 'known' | 'knownAs'> {
  if (!known || !designs.some((design) => known.designs.includes(design))) return {};
  if (known.faults.some((fault) => fault.id === id)) return { known: true };
  const seen = [...known.faults, ...known.broken].some(({ fixture }) => seenIn.includes(fixture.id));
  // A fixture may show several faults: what it is called there is told only of the same function.
  const named = known.faults.find((fault) => fault.function === own && seenIn.includes(fault.fixture.id));
  return { known: seen, ...(seen && named ? { knownAs: named.id } : {}) };
}
