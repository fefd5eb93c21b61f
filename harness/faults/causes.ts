/** Groups what goes wrong by what makes it go away. */
import { baseTable } from '../run/hunks.ts';
import type { Fixture } from '../types/scenario.ts';
import {
  absorbed,
  accompanied,
  type Cause,
  type Clearing,
  type Clearings,
  covering,
  merged,
  nobodys,
  type Symptom,
} from './covering.ts';
import { type Candidate, candidatesOf, elsewhere, underLock } from './exchanges.ts';
import { type Probe, probe } from './probe.ts';
import { type Signature, signatureOf } from './signature.ts';
import { hunksOf, implementationOf, type Subject } from './subject.ts';
import { Trials } from './trials.ts';

/** An exchange that changes more than this share of what a kernel does takes the feature away, not the fault. */
const mostChange = 0.75;
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

/** The fixture that takes the design through most of its functions, by itself and step by step, and to its end. */
function usualLife(runs: readonly Ran[], hunks: ReadonlySet<string>): Fixture | undefined {
  const kinds = ({ steps }: Fixture): number =>
    new Set(steps.flatMap(({ actions }) => actions.map(({ op }) => op))).size;
  const allGoesWell = ({ steps }: Fixture): boolean => steps.every(({ expect }) => String(expect?.ret) === '0');
  const worth = ({ fixture, run }: Ran): number =>
    [...run.ran].filter((id) => hunks.has(/:(\w+)/.exec(id)?.[1] ?? '')).length +
    Math.min(kinds(fixture), 4) +
    (allGoesWell(fixture) ? 4 : 0) -
    fixture.steps.length / 8;
  return runs.filter(({ run }) => run.died === undefined).sort((a, b) => worth(b) - worth(a))[0]?.fixture;
}

export interface Ran {
  fixture: Fixture;
  run: Probe;
}

export interface Found {
  causes: Cause[];
  trials: Trials;
}

/** `explained`: symptoms that need no cause. */
export function causesOf(subject: Subject, runs: readonly Ran[], explained: ReadonlySet<Signature> = new Set()): Found {
  const hunks = hunksOf(subject);
  const all = symptomsOf(runs, hunks);
  const trials = new Trials(subject, new Set([...all.map(({ signature }) => signature), ...explained]));
  const symptoms = all.filter(({ signature }) => !explained.has(signature));
  const sampled = samples(symptoms);
  const candidates = candidatesOf(subject);
  const locks = new Map<string, Candidate>();
  const usual = usualLife(runs, hunks);
  const clearings: Clearings = { clean: new Map(), needed: new Map(), gone: new Map() };
  const attempt = (symptom: Symptom, tried: readonly Candidate[]): void => {
    const fixture = sampled.get(symptom)!;
    const wide: Clearing[] = [];
    for (const candidate of tried) {
      if (usual && trials.takesFeatureAway(usual, candidate)) continue;
      const { gone, ends, clears, change } = trials.outcome(fixture, candidate, symptom.signature);
      if (gone) note(clearings.gone, symptom, candidate, change);
      if (ends && candidate.kind === 'absent') note(clearings.needed, symptom, candidate, change);
      if (!clears) continue;
      const beside = usual ? trials.sideEffect(usual, candidate) : 0;
      const narrow = change <= mostChange && beside <= mostChange;
      if (narrow) note(clearings.clean, symptom, candidate, change + beside);
      else if (candidate.kind === 'below') wide.push({ candidate, change: change + beside });
    }
    // Where nothing less does, the function was wrong from the first step on.
    if (wide.length > 0 && !clearings.clean.has(symptom)) clearings.clean.set(symptom, wide);
  };
  for (const symptom of symptoms) attempt(symptom, [...candidates, ...locksFor(subject, hunks, symptom, locks)]);
  const ofBase = inBaseOf(subject);
  const cleared = covering(clearings.clean);
  const rest = symptoms.filter((symptom) => !clearings.clean.has(symptom) && !ofBase(symptom));
  const needed = covering(new Map([...clearings.needed].filter(([symptom]) => rest.includes(symptom))));
  const found = absorbed([...cleared, ...needed], clearings);
  const covered = new Set(found.flatMap((cause) => cause.symptoms));
  const left = symptoms.filter((symptom) => !covered.has(symptom) && !goesWith(found, symptom, clearings, ofBase));
  const others = left.some((symptom) => !ofBase(symptom)) ? elsewhere(subject) : [];
  for (const symptom of left) if (!ofBase(symptom)) attempt(symptom, others);
  const foreign = covering(new Map([...clearings.clean].filter(([symptom]) => left.includes(symptom))));
  const bare = left.filter((symptom) => !clearings.clean.has(symptom));
  return { causes: accompanied(merged([...found, ...foreign, ...writers(subject, bare, ofBase)])), trials };
}

function note(map: Clearings['clean'], symptom: Symptom, candidate: Candidate, change: number): void {
  map.set(symptom, [...(map.get(symptom) ?? []), { candidate, change }]);
}

/** What goes away with something that is at fault anyway is a part of that, though other things change with it. */
function goesWith(
  causes: readonly Cause[],
  symptom: Symptom,
  { gone }: Clearings,
  ofBase: (symptom: Symptom) => boolean,
): boolean {
  if (ofBase(symptom)) return false;
  const [widest] = causes
    .filter(({ candidate }) => gone.get(symptom)?.some((each) => each.candidate === candidate))
    .sort((a, b) => b.symptoms.length - a.symptoms.length);
  widest?.symptoms.push(symptom);
  return widest !== undefined;
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

/** What nothing clears is the fault of the hunk that wrote it; of the base, where the base does the same. */
function writers(subject: Subject, symptoms: readonly Symptom[], ofBase: (symptom: Symptom) => boolean): Cause[] {
  const causes = new Map<string, Cause>();
  for (const symptom of symptoms) {
    const { sighting } = symptom.seen[0]!;
    const inherited = subject.layers.length > 0 && ofBase(symptom);
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
      nobodys;
    const cause = causes.get(name) ?? { function: name, candidate: undefined, symptoms: [] };
    cause.symptoms.push(symptom);
    causes.set(name, cause);
  }
  return [...causes.values()];
}

/** Whether the release without the design does the same wrong in the same place; each is looked at once. */
function inBaseOf({ release }: Subject): (symptom: Symptom) => boolean {
  const known = new Map<Symptom, boolean>();
  return (symptom) => {
    let does = known.get(symptom);
    if (does === undefined) {
      const { fixture, sighting } = symptom.seen[0]!;
      const { violation, writer } = sighting;
      does = probe(fixture, release, []).sightings.some(
        (each) =>
          each.violation.invariant === violation.invariant &&
          each.violation.where === violation.where &&
          // Who wrote last is chance where the machine as a whole is held against what it was.
          (each.writer.chain.at(-1) === writer.chain.at(-1) || each.violation.message === violation.message),
      );
      known.set(symptom, does);
    }
    return does;
  };
}
