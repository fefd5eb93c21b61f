/** Groups what goes wrong by what makes it go away. */
import { baseTable } from '../run/hunks.ts';
import type { Fixture } from '../types/scenario.ts';
import { type Candidate, candidatesOf, underLock } from './exchanges.ts';
import { type Probe, probe, type Sighting } from './probe.ts';
import { type Signature, signatureOf } from './signature.ts';
import { implementationOf, type Subject } from './subject.ts';
import { Trials } from './trials.ts';

/** Everything of one kind that goes wrong. */
export interface Symptom {
  signature: Signature;
  /** Fixtures that show it, shortest first. */
  seen: { fixture: Fixture; sighting: Sighting }[];
}

export interface Cause {
  /** The function at fault. */
  function: string;
  candidate: Candidate | undefined;
  symptoms: Symptom[];
}

/** An exchange that changes more than this share of what a kernel does takes the feature away, not the fault. */
const mostChange = 0.4;
/** Of exchanges that clear a symptom those count that change no more than this beyond the least. */
const slack = { times: 1.5, plus: 0.02 };

const order = ['mend', 'absent', 'below', 'revision', 'lock'] as const;

export function symptomsOf(runs: readonly Ran[], hunks: ReadonlySet<string>): Symptom[] {
  const symptoms = new Map<Signature, Symptom>();
  const shortest = [...runs].sort((a, b) => a.fixture.steps.length - b.fixture.steps.length);
  for (const { fixture, run } of shortest)
    for (const sighting of run.sightings) {
      const signature = signatureOf(sighting, hunks);
      const symptom = symptoms.get(signature) ?? { signature, seen: [] };
      symptom.seen.push({ fixture, sighting });
      symptoms.set(signature, symptom);
    }
  return [...symptoms.values()];
}

const cutTo = (fixture: Fixture, step: number): Fixture =>
  step + 1 < fixture.steps.length ? { ...fixture, steps: fixture.steps.slice(0, step + 1) } : fixture;

/** A fixture for each symptom, few and short ones, cut behind the last that is looked for in them. */
function samples(symptoms: readonly Symptom[]): Map<Symptom, Fixture> {
  const chosen = new Map<string, { fixture: Fixture; last: number; shows: Symptom[] }>();
  const left = new Set(symptoms);
  while (left.size > 0) {
    const gain = new Map<string, { fixture: Fixture; shows: Map<Symptom, number> }>();
    for (const symptom of left)
      for (const { fixture, sighting } of symptom.seen) {
        const one = gain.get(fixture.id) ?? { fixture, shows: new Map<Symptom, number>() };
        one.shows.set(symptom, sighting.violation.step);
        gain.set(fixture.id, one);
      }
    const worth = ({ fixture, shows }: { fixture: Fixture; shows: Map<Symptom, number> }) =>
      shows.size / (3 + fixture.steps.length);
    const [best] = [...gain.values()].sort((a, b) => worth(b) - worth(a) || (a.fixture.id < b.fixture.id ? -1 : 1));
    const shows = [...best!.shows.keys()];
    chosen.set(best!.fixture.id, { fixture: best!.fixture, last: Math.max(...best!.shows.values()), shows });
    for (const symptom of shows) left.delete(symptom);
  }
  return new Map(
    [...chosen.values()].flatMap(({ fixture, last, shows }) => {
      const cut = cutTo(fixture, last);
      return shows.map((symptom): [Symptom, Fixture] => [symptom, cut]);
    }),
  );
}

/** The fixture that takes the design through most of its functions in the fewest steps, and to its end. */
function usualLife(runs: readonly Ran[], hunks: ReadonlySet<string>): Fixture | undefined {
  const worth = ({ fixture, run }: Ran): number =>
    [...run.ran].filter((id) => hunks.has(/:(\w+)/.exec(id)?.[1] ?? '')).length - fixture.steps.length / 4;
  return runs.filter(({ run }) => run.died === undefined).sort((a, b) => worth(b) - worth(a))[0]?.fixture;
}

export interface Ran {
  fixture: Fixture;
  run: Probe;
}

interface Clearing {
  candidate: Candidate;
  change: number;
}

export interface Found {
  causes: Cause[];
  trials: Trials;
}

export function causesOf(subject: Subject, runs: readonly Ran[]): Found {
  const hunks = new Set(subject.layers.flatMap(({ bodies }) => [...bodies.keys()]));
  const symptoms = symptomsOf(runs, hunks);
  const trials = new Trials(subject, new Set(symptoms.map(({ signature }) => signature)));
  const sampled = samples(symptoms);
  const candidates = candidatesOf(subject);
  const locks = new Map<string, Candidate>();
  const clearing = new Map<Symptom, Clearing[]>();
  const needing = new Map<Symptom, Clearing[]>();
  const usual = usualLife(runs, hunks);
  for (const symptom of symptoms) {
    const fixture = sampled.get(symptom)!;
    const found: Clearing[] = [];
    const ending: Clearing[] = [];
    for (const candidate of [...candidates, ...locksFor(subject, hunks, symptom, locks)]) {
      if (usual && trials.takesFeatureAway(usual, candidate)) continue;
      const { gone, clears, change } = trials.outcome(fixture, candidate, symptom.signature);
      if (gone && candidate.kind === 'absent') ending.push({ candidate, change });
      if (!clears || change > mostChange) continue;
      const beside = usual ? trials.sideEffect(usual, candidate) : 0;
      if (beside <= mostChange) found.push({ candidate, change: change + beside });
    }
    if (found.length > 0) clearing.set(symptom, leastOf(found));
    // Whatever else comes of it: without that function it does not happen.
    if (ending.length > 0) needing.set(symptom, leastOf(ending));
  }
  const ofBase = (symptom: Symptom) => inBase(subject, symptom.seen[0]!.fixture, symptom.seen[0]!.sighting);
  const cleared = covering(clearing);
  const rest = symptoms.filter((symptom) => !clearing.has(symptom));
  const needed = covering(new Map([...needing].filter(([symptom]) => rest.includes(symptom) && !ofBase(symptom))));
  const covered = new Set(needed.flatMap((cause) => cause.symptoms));
  const written = writers(
    subject,
    rest.filter((symptom) => !covered.has(symptom)),
  );
  return { causes: merged([...absorbed(cleared, needed, needing), ...written]), trials };
}

/** Functions of the design on the way to a write that was made without mem_hotplug_lock. */
function locksFor(
  subject: Subject,
  hunks: ReadonlySet<string>,
  { seen }: Symptom,
  made: Map<string, Candidate>,
): Candidate[] {
  const { chain, locks } = seen[0]!.sighting.writer;
  if (locks.includes('mem_hotplug_lock')) return [];
  return chain
    .filter((name) => hunks.has(name))
    .map((name) => {
      const candidate = made.get(name) ?? underLock(subject, name);
      made.set(name, candidate);
      return candidate;
    });
}

/** What goes away without a function that is at fault anyway needs no cause of its own. */
function absorbed(cleared: Cause[], needed: Cause[], needing: ReadonlyMap<Symptom, Clearing[]>): Cause[] {
  const left = cleared.filter((cause) => {
    if (cause.candidate?.kind === 'mend') return true;
    const wider = needed.find((other) =>
      cause.symptoms.every((symptom) => needing.get(symptom)?.some(({ candidate }) => candidate === other.candidate)),
    );
    if (!wider || cause.symptoms.length > wider.symptoms.length) return true;
    wider.symptoms.push(...cause.symptoms);
    return false;
  });
  return [...left, ...needed];
}

/** One cause for what one function does, unless different exchanges of it clear different things. */
function merged(causes: Cause[]): Cause[] {
  const result: Cause[] = [];
  for (const cause of causes) {
    const same = result.find((other) => other.function === cause.function && !decided(other) && !decided(cause));
    if (same) same.symptoms.push(...cause.symptoms);
    else result.push(cause);
  }
  return result;
}

const decided = ({ candidate }: Cause): boolean => candidate !== undefined && candidate.kind !== 'absent';

function leastOf(found: readonly Clearing[]): Clearing[] {
  const least = Math.min(...found.map(({ change }) => change));
  return found.filter(({ change }) => change <= least * slack.times + slack.plus);
}

/** The fewest exchanges that clear all that can be cleared: the one that clears most first. */
function covering(clearing: ReadonlyMap<Symptom, Clearing[]>): Cause[] {
  const causes: Cause[] = [];
  const left = new Set(clearing.keys());
  while (left.size > 0) {
    const byCandidate = new Map<Candidate, Symptom[]>();
    for (const symptom of left)
      for (const { candidate } of clearing.get(symptom)!)
        byCandidate.set(candidate, [...(byCandidate.get(candidate) ?? []), symptom]);
    const [best] = [...byCandidate].sort(
      ([a, ofA], [b, ofB]) =>
        ofB.length - ofA.length ||
        a.functions.length - b.functions.length ||
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (a.name < b.name ? -1 : 1),
    );
    const [candidate, cleared] = best!;
    causes.push({ function: blamedOf(candidate, cleared), candidate, symptoms: cleared });
    for (const symptom of cleared) left.delete(symptom);
  }
  return causes;
}

/** Of several functions the one that is nearest to what was written, most often. */
function blamedOf({ functions }: Candidate, symptoms: readonly Symptom[]): string {
  const votes = new Map<string, number>();
  for (const { seen } of symptoms) {
    const name = seen[0]!.sighting.writer.chain.findLast((each) => functions.includes(each));
    if (name) votes.set(name, (votes.get(name) ?? 0) + seen.length);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? functions[0]!;
}

/** What nothing clears is the fault of the hunk that wrote it; of the base, where the base does the same. */
function writers(subject: Subject, symptoms: readonly Symptom[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const symptom of symptoms) {
    const { fixture, sighting } = symptom.seen[0]!;
    const inherited = subject.layers.length > 0 && inBase(subject, fixture, sighting);
    const hunks: ReadonlySet<string> = inherited
      ? new Set()
      : new Set(subject.layers.flatMap(({ bodies }) => [...bodies.keys()]));
    const { chain, before = [], touchedBy = [] } = sighting.writer;
    const added = (each: string): boolean => hunks.has(each) && !baseTable().has(each);
    // A replaced function may do nothing here but pass on; one that the design adds is there for a purpose.
    const name =
      chain.findLast(added) ??
      touchedBy.findLast(added) ??
      chain.findLast((each) => hunks.has(each)) ??
      before.findLast((each) => hunks.has(each)) ??
      chain.findLast((each) => implementationOf(subject, each) !== undefined && !/[A-Z]/.test(each)) ??
      'unknown';
    const cause = causes.get(name) ?? { function: name, candidate: undefined, symptoms: [] };
    cause.symptoms.push(symptom);
    causes.set(name, cause);
  }
  return [...causes.values()];
}

/** Whether the release without the design does the same wrong in the same place. */
function inBase({ release }: Subject, fixture: Fixture, { violation, writer }: Sighting): boolean {
  const { sightings } = probe(fixture, release, []);
  return sightings.some(
    (each) =>
      each.violation.invariant === violation.invariant &&
      each.violation.where === violation.where &&
      each.writer.chain.at(-1) === writer.chain.at(-1),
  );
}
