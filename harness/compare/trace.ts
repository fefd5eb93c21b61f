import { createHash } from 'node:crypto';
import type { Observation } from '../types/observation.ts';
import type { RunResult } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import type { Trace } from '../types/trace.ts';

/** Twelve hexadecimal digits that are equal for equal observations. */
export function seenDigest(observation: Observation): string {
  return createHash('sha1').update(JSON.stringify(observation)).digest('hex').slice(0, 12);
}

export function traceOf(fixture: Fixture, runs: readonly RunResult[]): Trace {
  const { id, title, pageBytes, pagesPerSection, pagesPerBlock, pageblockPages, firstHotPfn } = fixture.machine;
  const machine = { id, title, pageBytes, pagesPerSection, pagesPerBlock, pageblockPages, firstHotPfn };
  const states: Observation[] = [];
  const known = new Map<string, number>();
  const numberOf = (seen: Observation): number => {
    const key = JSON.stringify(seen);
    const number = known.get(key) ?? states.push(seen) - 1;
    known.set(key, number);
    return number;
  };
  const byDesign = runs.map(({ design, steps }) => [design, steps.map((step) => numberOf(step.observation))]);
  return { fixture: fixture.id, machine, states, byDesign: Object.fromEntries(byDesign) };
}
