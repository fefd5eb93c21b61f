/** Whether the corpus tells a wrong design from the right one, and by what. */
import type { Fixture } from '../../corpus/types.ts';
import type { RunResult } from '../../run/result.ts';
import { runFixture } from '../../run/run.ts';
import { type Mistake, stackOf } from './mistake.ts';

export interface Judgement {
  mistake: Mistake;
  /** Invariants (or `oops`, `stuck`, `expectation`) that fail for the mistake alone, with the first fixture of each. */
  by: { id: string; fixture: string; message: string }[];
  /** The first of `by` that names the mistake for what it is. */
  blamed: string | undefined;
}

/** What is wrong with a result: invariants by name, expectations by what they say. */
function faults({ violations }: RunResult): Map<string, string> {
  return new Map(
    violations.map(({ invariant, message }) =>
      invariant.startsWith('expectation') ? [`expectation ${message}`, message] : [invariant, message],
    ),
  );
}

/** Remembers how the right designs do. */
export function judgeOver(fixtures: readonly Fixture[]): (mistake: Mistake) => Judgement {
  const right = new Map<string, RunResult>();
  const rightOf = (fixture: Fixture, stack: string): RunResult => {
    const key = `${stack} ${fixture.id}`;
    const known = right.get(key) ?? runFixture(fixture, stack, { observations: false });
    right.set(key, known);
    return known;
  };

  return (mistake) => {
    const stack = stackOf(mistake);
    const by = new Map<string, { id: string; fixture: string; message: string }>();
    for (const fixture of fixtures) {
      const patches = [{ id: mistake.id, define: mistake.mistake }];
      const wrong = runFixture(fixture, stack, { observations: false, patches });
      const known = faults(rightOf(fixture, stack));
      if (wrong.verdict === 'error') throw new Error(`${mistake.id} on ${fixture.id}: ${wrong.failure?.message}`);
      for (const [fault, message] of faults(wrong)) {
        const id = fault.startsWith('expectation ') ? 'expectation' : fault;
        if (!known.has(fault) && !by.has(id)) by.set(id, { id, fixture: fixture.id, message });
      }
    }
    const found = [...by.values()];
    return { mistake, by: found, blamed: mistake.blame.find((id) => by.has(id)) };
  };
}
