/**
 * What goes wrong alike: the same words but for the numbers. Where all that was looked into of one kind has one cause, the
 * rest of that kind has it too, and need not be run again.
 */
import type { Violation } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import type { Cause } from './covering.ts';
import type { Probe } from './probe.ts';

export interface Wrong {
  fixture: Fixture;
  violations: readonly Violation[];
}

/** So many of each kind are looked into, the shortest scenarios first. */
const enough = 8;

/** Functions at the end of the chain of a kernel that stopped. */
const frames = 3;

function kindOf({ invariant, message, where, class: consequence }: Violation): string {
  const words = message.replace(/ \(and after .*/, '').replace(/\d+/g, 'N');
  return `${invariant} ${consequence} ${words} ${where.includes(' > ') ? where.split(' > ').slice(-frames) : ''}`;
}

/** Those to look into. Where nothing was told of a fixture, it is one of them. */
export function toLookInto(all: readonly Wrong[]): Set<Fixture> {
  const counts = new Map<string, number>();
  const chosen = new Set<Fixture>();
  const shortest = [...all].sort((a, b) => a.fixture.steps.length - b.fixture.steps.length);
  for (const { fixture, violations } of shortest) {
    const kinds = violations.map(kindOf);
    if (kinds.length > 0 && kinds.every((kind) => (counts.get(kind) ?? 0) >= enough)) continue;
    chosen.add(fixture);
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return chosen;
}

/** Adds the others to the causes of their kind. `look` runs one whose kind has several. */
export function addAlike(causes: readonly Cause[], others: readonly Wrong[], look: (fixture: Fixture) => Probe): void {
  const byKind = new Map<string, { cause: Cause; symptom: Cause['symptoms'][number]; times: number }[]>();
  for (const cause of causes)
    for (const symptom of cause.symptoms)
      for (const { sighting } of symptom.seen) {
        const kind = kindOf(sighting.violation);
        const known = byKind.get(kind) ?? [];
        const same = known.find((each) => each.symptom === symptom);
        if (same) same.times++;
        else known.push({ cause, symptom, times: 1 });
        byKind.set(kind, known);
      }
  for (const { fixture, violations } of others) {
    let run: Probe | undefined;
    for (const violation of violations) {
      const known = [...(byKind.get(kindOf(violation)) ?? [])].sort((a, b) => b.times - a.times);
      const several = new Set(known.map(({ cause }) => cause)).size > 1;
      if (several) run ??= look(fixture);
      const writer = run?.sightings.find(
        (each) => each.violation.invariant === violation.invariant && each.violation.step === violation.step,
      )?.writer;
      const last = writer?.chain.at(-1);
      const [usual] = known;
      const chosen = known.find(({ symptom }) => symptom.seen[0]?.sighting.writer.chain.at(-1) === last) ?? usual;
      chosen?.symptom.seen.push({
        fixture,
        sighting: { violation, writer: writer ?? chosen.symptom.seen[0]!.sighting.writer },
      });
    }
  }
}
