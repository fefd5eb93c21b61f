/**
 * Who said in the thread that a fault is there. A claim states a fault where one of its looks does: over a scenario that
 * shows the fault it comes out on a carrier as the claim has it, otherwise on a design without the fault, and otherwise
 * on the carrier too once what is at fault is exchanged. Looks that come out against the claim speak for who denied it.
 */
import { type Candidate, candidatesOf, elsewhere } from '../faults/exchanges.ts';
import { subjectOf } from '../faults/subject.ts';
import { invariants } from '../invariants/registry.ts';
import type { LinkPatch } from '../kernel/link.ts';
import type { Claim, Leaf, Saying } from '../types/claim.ts';
import type { Fault } from '../types/fault.ts';
import { decide } from './decide.ts';
import { leavesOf } from './load.ts';
import { type RunSource, runWithProbes } from './runs.ts';

export type SaidBy = NonNullable<Fault['saidBy']>;

export interface Asking {
  claims: readonly Claim[];
  source: RunSource;
  base: string;
  /** Those compared: among them is who carries a fault, and who does not. */
  designs: readonly string[];
}

/** By the fault's id; an empty list where nobody said so. */
export const saidByOf = (faults: readonly Fault[], asking: Asking): Record<string, SaidBy> =>
  Object.fromEntries(faults.map((fault) => [fault.id, saidOf(fault, asking)]));

function saidOf(fault: Fault, asking: Asking): SaidBy {
  const exchanged = new Exchanged(fault, asking);
  return asking.claims.flatMap((claim) => {
    // What a claim says of designs that it does not hold for is said of the others.
    const names = claim.cases.flatMap(({ for: holding, check }) =>
      leavesOf(check)
        .filter((leaf) => bears(claim, leaf, fault))
        .flatMap((leaf) =>
          carriersIn(holding, fault).flatMap((design) => {
            const holds = outcome(leaf, design, asking);
            if (holds === undefined || !tells(leaf, holds, design, fault, asking, exchanged)) return [];
            return sayingsOf(claim, holds).map(({ by }) => by);
          }),
        ),
    );
    return names.length > 0 ? [{ claim: claim.id, by: [...new Set(names)] }] : [];
  });
}

/** Whose claim was denied, or fell, did not say that something is wrong. */
function sayingsOf({ said, denied, thread }: Claim, holds: boolean): Saying[] {
  if (!holds) return denied ?? [];
  return denied !== undefined || thread.says === 'fails' ? [] : said;
}

/** Whether what is broken in the scenario of a look is what the claim is about. */
function bears({ id }: Claim, { fixture }: Leaf, { seen }: Fault): boolean {
  const broken = seen.filter((each) => each.fixture === fixture).flatMap((each) => each.invariants);
  return invariants.some((invariant) => broken.includes(invariant.id) && invariant.claims.includes(id));
}

/** Of the designs of a claim those that have the fault; where none is named, whose hunk it is. */
function carriersIn(designs: readonly string[], { designs: carriers, of }: Fault): string[] {
  const named = designs.filter((design) => carriers.includes(design));
  return named.length > 0 ? named : designs.filter((design) => design === of);
}

function tells(
  leaf: Leaf,
  holds: boolean,
  design: string,
  fault: Fault,
  asking: Asking,
  exchanged: Exchanged,
): boolean {
  const free = asking.designs.filter((each) => !fault.designs.includes(each));
  if (!free.some((each) => outcome(leaf, each, asking) === !holds)) return false;
  const mended = exchanged.outcome(leaf, design);
  return mended === undefined || mended !== holds;
}

const outcome = (leaf: Leaf, design: string, { source, base }: Asking): boolean | undefined =>
  decide(leaf, design, { source, base }).holds;

/** The carriers with what clears the fault in its place. */
class Exchanged {
  readonly #sources = new Map<string, RunSource | undefined>();
  readonly #fault: Fault;
  readonly #asking: Asking;

  constructor(fault: Fault, asking: Asking) {
    this.#fault = fault;
    this.#asking = asking;
  }

  /** Undefined where nothing was exchanged, or a function is only left out: that takes more away than the fault. */
  outcome(leaf: Leaf, design: string): boolean | undefined {
    if (!this.#sources.has(design)) this.#sources.set(design, this.#source(design));
    const source = this.#sources.get(design);
    return source && outcome(leaf, design, { ...this.#asking, source });
  }

  #source(design: string): RunSource | undefined {
    const { exchange } = this.#fault;
    if (exchange === undefined || exchange.kind === 'absent') return undefined;
    const { base, source } = this.#asking;
    const subject = subjectOf(design, base);
    const isIt = ({ kind, name }: Candidate): boolean => kind === exchange.kind && name === exchange.name;
    const found = candidatesOf(subject).find(isIt) ?? elsewhere(subject).find(isIt);
    if (!found) return undefined;
    return {
      ...source,
      run: (fixture, id) => (id === design ? this.#run(fixture, found.layers) : source.run(fixture, id)),
    };
  }

  #run(fixture: Parameters<RunSource['run']>[0], layers: readonly LinkPatch[]): ReturnType<RunSource['run']> {
    try {
      return runWithProbes(fixture, this.#asking.base, [], layers);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
