/** Whether the corpus tells a wrong design from the right one, and by what. */

import { runFixture } from '../run/run.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { type Mistake, stackIdOf } from './mistakes.ts';
import { type Mutant, patchOf } from './mutant.ts';

/** An invariant (or `oops`, `stuck`, `expectation`) that fails for the mistake alone, and the first fixture it does on. */
export interface Detection {
  id: string;
  fixture: string;
  message: string;
}

export interface Judgement {
  mistake: Mistake;
  by: Detection[];
  /** The one of `by` that names the mistake for what it is; undefined for one that survives, or is caught by luck. */
  blamed: Detection | undefined;
}

/** What is wrong with a result: invariants by name, expectations by what they say. */
function faults({ violations }: RunResult): Map<string, string> {
  return new Map(
    violations.map(({ invariant, message }) =>
      invariant.startsWith('expectation') ? [`expectation ${message}`, message] : [invariant, message],
    ),
  );
}

/** Judges mistakes over a corpus; the right designs run once. */
export class Judge {
  readonly #fixtures: readonly Fixture[];
  readonly #right = new Map<string, Map<string, string>>();

  constructor(fixtures: readonly Fixture[]) {
    this.#fixtures = fixtures;
  }

  #faultsOfRight(fixture: Fixture, stack: string): Map<string, string> {
    const key = `${stack} ${fixture.id}`;
    const known = this.#right.get(key) ?? faults(runFixture(fixture, stack, { observations: false }));
    this.#right.set(key, known);
    return known;
  }

  /** The first thing that tells the mutant, if anything does; `error` where the model itself gives up. */
  first(mutant: Mutant, stack: string): Detection | undefined {
    const patches = [patchOf(mutant)];
    for (const fixture of this.#fixtures) {
      const wrong = runFixture(fixture, stack, { observations: false, patches });
      if (wrong.verdict === 'error') return { id: 'error', fixture: fixture.id, message: wrong.failure?.message ?? '' };
      const known = this.#faultsOfRight(fixture, stack);
      for (const [fault, message] of faults(wrong)) {
        if (known.has(fault)) continue;
        return { id: fault.startsWith('expectation ') ? 'expectation' : fault, fixture: fixture.id, message };
      }
    }
    return undefined;
  }

  /** With `soon`, only until the mistake is named for what it is: `by` is what was found up to there. */
  judge(mistake: Mistake, soon = false): Judgement {
    const stack = stackIdOf(mistake);
    const patches = [patchOf(mistake)];
    const by = new Map<string, Detection>();
    for (const fixture of this.#fixtures) {
      const wrong = runFixture(fixture, stack, { observations: false, patches });
      if (wrong.verdict === 'error') throw new Error(`${mistake.id} on ${fixture.id}: ${wrong.failure?.message}`);
      const known = this.#faultsOfRight(fixture, stack);
      for (const [fault, message] of faults(wrong)) {
        const id = fault.startsWith('expectation ') ? 'expectation' : fault;
        if (!known.has(fault) && !by.has(id)) by.set(id, { id, fixture: fixture.id, message });
      }
      if (soon && mistake.blame.some((id) => by.has(id))) break;
    }
    return {
      mistake,
      by: [...by.values()],
      blamed: mistake.blame.map((id) => by.get(id)).find((found) => found !== undefined),
    };
  }
}
