/**
 * Looking for a bug without knowing which: the same drawn walks on the revision before and the one after, and what the one
 * shows that the other does not.
 */
import { firstDivergence } from '../compare/behaviour.ts';
import { Draw } from '../explore/numbers.ts';
import { drawnScenario, drawPlan, withSwitches } from '../explore/random_plan.ts';
import { patchOf } from '../mutants/mutant.ts';
import { runFixture } from '../run/run.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import type { MendedBug, Neutral, Revision } from './entry.ts';

export interface FoundBlind {
  /** Walks looked at until then. */
  walks: number;
  seed: number;
  what: string;
}

export interface Blind {
  id: string;
  walks: number;
  /** An invariant, or the kernel's death, that only the revision before shows. */
  byInvariant?: FoundBlind;
  /** The first thing in which the two can be seen to differ. */
  byParting?: FoundBlind;
  /** Invariants that only the revision after breaks. */
  worse: string[];
}

function run(fixture: Fixture, { stack, change }: Revision): RunResult {
  const patches = change ? [patchOf({ id: 'before', title: '', function: '', change })] : [];
  return runFixture(fixture, stack, { patches, observations: true });
}

const broken = ({ violations }: RunResult): string[] => violations.map(({ invariant }) => invariant);

export interface BlindOptions {
  seed: number;
  walks: number;
}

/** Ends as soon as it is found both ways; a neutral change is looked at to the end. */
export function lookBlindly(entry: MendedBug | Neutral, { seed, walks }: BlindOptions, toTheEnd = false): Blind {
  const blind: Blind = { id: entry.id, walks: 0, worse: [] };
  const config = 'config' in entry ? entry.config : undefined;
  for (let at = seed; at < seed + walks; at++) {
    const fixture = drawnScenario(withSwitches(drawPlan(new Draw(at)), config));
    const before = run(fixture, entry.before);
    const after = run(fixture, entry.after);
    blind.walks++;
    const here = { walks: blind.walks, seed: at };
    const only = broken(before).find((invariant) => !broken(after).includes(invariant));
    if (only) blind.byInvariant ??= { ...here, what: only };
    const parts = blind.byParting ? null : firstDivergence([before, { ...after, design: 'after' }]);
    if (parts) blind.byParting = { ...here, what: `${parts.field} at \`${parts.title}\`` };
    const worse = broken(after).filter((invariant) => !broken(before).includes(invariant));
    blind.worse = [...new Set([...blind.worse, ...worse])].sort();
    if (!toTheEnd && blind.byInvariant && blind.byParting) break;
  }
  return blind;
}
