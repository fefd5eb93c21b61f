/**
 * Drawn walks on drawn machines, for what goes wrong with a design that no fixture shows: each kind once, cut down to the
 * fewest steps and the plainest machine.
 */
import { probe, type Sighting } from '../faults/probe.ts';
import { signatureOf } from '../faults/signature.ts';
import { hunksOf } from '../faults/subject.ts';
import type { Violation } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { Draw } from './numbers.ts';
import { drawnScenario, drawPlan, type Plan } from './random_plan.ts';
import { shrinkPlan } from './random_shrink.ts';
import { subjectOfStack } from './stack_subject.ts';

export interface WalkFinding {
  stack: string;
  /** What goes wrong and by whose hand: see harness/faults/signature.ts. */
  signature: string;
  /** Seed of the walk that showed it first. */
  seed: number;
  plan: Plan;
  violation: Violation;
  chain: readonly string[];
}

export interface WalkSearch {
  walks: number;
  steps: number;
  findings: WalkFinding[];
  threw: { seed: number; stack: string }[];
}

/** Looks at one scenario under one stack. */
export class Prober {
  readonly stack: string;
  readonly #hunks: ReadonlySet<string>;
  readonly #layers;

  constructor(stack: string) {
    this.stack = stack;
    const subject = subjectOfStack(stack);
    this.#hunks = hunksOf(subject);
    this.#layers = subject.layers.map(({ patch }) => patch);
  }

  /** What goes wrong, by signature; undefined where the design's module threw. */
  look(fixture: Fixture): Map<string, Sighting> | undefined {
    const { threw, sightings } = probe(fixture, this.stack, this.#layers);
    return threw ? undefined : new Map(sightings.map((each) => [signatureOf(each, this.#hunks), each]));
  }
}

/** Signatures that scenarios show. */
export const knownTo = (prober: Prober, fixtures: readonly Fixture[]): Set<string> =>
  new Set(fixtures.flatMap((fixture) => [...(prober.look(fixture)?.keys() ?? [])]));

/** `first`: the first seed; every walk has its own, so that one can be run again alone. */
export function searchWalks(
  probers: readonly Prober[],
  known: ReadonlyMap<string, ReadonlySet<string>>,
  first: number,
  count: number,
  told: (done: number) => void = () => undefined,
): WalkSearch {
  const search: WalkSearch = { walks: 0, steps: 0, findings: [], threw: [] };
  const found = new Map<string, Set<string>>(probers.map(({ stack }) => [stack, new Set(known.get(stack))]));
  for (let seed = first; seed < first + count; seed++) {
    const plan = drawPlan(new Draw(seed));
    const scenario = drawnScenario(plan);
    for (const prober of probers) {
      const before = found.get(prober.stack)!;
      const seen = prober.look(scenario);
      search.walks++;
      search.steps += plan.moves.length;
      if (!seen) search.threw.push({ seed, stack: prober.stack });
      for (const signature of seen?.keys() ?? []) {
        if (before.has(signature)) continue;
        before.add(signature);
        const least = shrinkPlan(plan, (smaller) => prober.look(drawnScenario(smaller))?.has(signature) ?? false);
        const { violation, writer } = prober.look(drawnScenario(least))!.get(signature)!;
        search.findings.push({ stack: prober.stack, signature, seed, plan: least, violation, chain: writer.chain });
      }
    }
    told(seed - first + 1);
  }
  return search;
}
