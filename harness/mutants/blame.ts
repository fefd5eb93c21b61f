/** Whether the faults of a mistaken design name its mistake, and nothing else. */
import { symptomsOf } from '../faults/causes.ts';
import { faultsOf } from '../faults/of_design.ts';
import { probe } from '../faults/probe.ts';
import { hunksOf, type Subject, subjectOf } from '../faults/subject.ts';
import type { Fault } from '../types/fault.ts';
import type { Fixture } from '../types/scenario.ts';
import { hunkOf, mistakenFunction } from './hunk.ts';
import { type Mistake, stackIdOf } from './mistakes.ts';

/** What came of planting mistakes into one design. */
export interface Blame {
  mistakes: Mistake[];
  /** Faults that the design does not have without them, the one seen most first. */
  grown: Fault[];
}

/** Finds faults of mistaken designs; the right designs are looked at once. */
export class Blamer {
  readonly #fixtures: readonly Fixture[];
  readonly #right = new Map<string, { faults: Set<string>; explained: Set<string> }>();

  constructor(fixtures: readonly Fixture[]) {
    this.#fixtures = fixtures;
  }

  #ofRight(stack: string): { faults: Set<string>; explained: Set<string> } {
    const known = this.#right.get(stack);
    if (known) return known;
    const subject = subjectIn(stack, []);
    const layers = subject.layers.map(({ patch }) => patch);
    const runs = this.#fixtures.map((fixture) => ({ fixture, run: probe(fixture, subject.stack, layers) }));
    const found = {
      faults: new Set(faultsOf({ subject, fixtures: this.#fixtures, told: new Map(), brief: true }).map(keyOf)),
      explained: new Set(symptomsOf(runs, hunksOf(subject)).map(({ signature }) => signature)),
    };
    this.#right.set(stack, found);
    return found;
  }

  /** The mistakes are of one design. */
  plant(mistakes: Mistake[]): Blame {
    const stack = stackIdOf(mistakes[0]!);
    const { faults, explained } = this.#ofRight(stack);
    const subject = subjectIn(stack, mistakes);
    const grown = faultsOf({ subject, fixtures: this.#fixtures, told: new Map(), brief: true, explained }).filter(
      (fault) => !faults.has(keyOf(fault)),
    );
    return { mistakes, grown: grown.sort((a, b) => b.seenIn.length - a.seenIn.length) };
  }
}

function subjectIn(stack: string, mistakes: readonly Mistake[]): Subject {
  const [release = '', ...design] = stack.split('+');
  return subjectOf(design.join('+'), release, mistakes.map(hunkOf));
}

/** What a fault is, whoseever body it is in now. */
const keyOf = ({ id }: Fault): string => id.slice(id.indexOf('/') + 1);

/** Whether the fault that shows most is put down to a mistaken function. */
export const isBlamed = ({ mistakes, grown }: Blame): boolean =>
  grown[0] !== undefined && mistakes.some((mistake) => blames(grown[0]!, mistake));

export const blames = (fault: Fault, mistake: Mistake): boolean => fault.function === mistakenFunction(mistake);
