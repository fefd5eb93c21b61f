/** Which of the exchanges that clear something are the causes: as few as will do. */
import type { Fixture } from '../types/scenario.ts';
import type { Candidate } from './exchanges.ts';
import type { Sighting } from './probe.ts';
import type { Signature } from './signature.ts';

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

export interface Clearing {
  candidate: Candidate;
  /** How much else the exchange changes. */
  change: number;
}

type Cleared = Map<Symptom, Clearing[]>;

export interface Clearings {
  /** It is gone, and nothing as bad came in its place. */
  clean: Cleared;
  /** It does not happen without a function that the design adds, whatever else comes of it. */
  needed: Cleared;
  /** It is gone, whatever else is. */
  gone: Cleared;
}

/** Of exchanges that clear a symptom those count that change no more than this beyond the least. */
const slack = { times: 1.5, plus: 0.02 };

const order = ['mend', 'absent', 'below', 'revision', 'lock'] as const;

/** A body from before the patch says as much as a mend of the same functions, and stands for no other mistake. */
function leastOf(found: readonly Clearing[]): Clearing[] {
  const least = Math.min(...found.map(({ change }) => change));
  const nearly = found.filter(({ change }) => change <= least * slack.times + slack.plus);
  const before = new Set(nearly.filter(({ candidate }) => candidate.kind === 'below').map(functionsOf));
  return nearly.filter((each) => each.candidate.kind === 'below' || !before.has(functionsOf(each)));
}

const functionsOf = ({ candidate }: Clearing): string => [...candidate.functions].sort().join(' ');

/** The fewest exchanges that clear all that can be cleared: the one that clears most first. */
export function covering(cleared: Cleared): Cause[] {
  const causes: Cause[] = [];
  const left = new Map([...cleared].map(([symptom, found]) => [symptom, leastOf(found)]));
  while (left.size > 0) {
    const byCandidate = new Map<Candidate, Symptom[]>();
    for (const [symptom, found] of left)
      for (const { candidate } of found) byCandidate.set(candidate, [...(byCandidate.get(candidate) ?? []), symptom]);
    const [best] = [...byCandidate].sort(
      ([a, ofA], [b, ofB]) =>
        ofB.length - ofA.length ||
        // What somebody wrote says more than what was made up to try.
        Number(a.kind === 'lock') - Number(b.kind === 'lock') ||
        a.functions.length - b.functions.length ||
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (a.name < b.name ? -1 : 1),
    );
    const [candidate, symptoms] = best!;
    causes.push({ function: blamedOf(candidate, symptoms), candidate, symptoms });
    for (const symptom of symptoms) left.delete(symptom);
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

/** What goes away with another exchange, which is needed anyway and clears more, needs no cause of its own. */
export function absorbed(causes: readonly Cause[], { clean, needed }: Clearings): Cause[] {
  const narrow = [...causes].sort((a, b) => a.symptoms.length - b.symptoms.length);
  const left = new Set(causes);
  const alsoClears = (candidate: Candidate | undefined, symptom: Symptom): boolean =>
    [clean, needed].some((map) => map.get(symptom)?.some((each) => each.candidate === candidate));
  for (const cause of narrow) {
    if (cause.candidate?.kind === 'mend') continue;
    const [wider] = [...left]
      .filter((other) => other !== cause && other.symptoms.length > cause.symptoms.length)
      .filter((other) => cause.symptoms.every((symptom) => alsoClears(other.candidate, symptom)))
      .sort((a, b) => b.symptoms.length - a.symptoms.length);
    if (!wider) continue;
    wider.symptoms.push(...cause.symptoms);
    left.delete(cause);
  }
  return [...left];
}

/** One cause for what one function does, unless different exchanges of it clear different things. */
export function merged(causes: readonly Cause[]): Cause[] {
  const result: Cause[] = [];
  for (const cause of causes) {
    const same = result.find((other) => other.function === cause.function && !decided(other) && !decided(cause));
    if (same) same.symptoms.push(...cause.symptoms);
    else result.push({ ...cause, symptoms: [...cause.symptoms] });
  }
  return result;
}

/**
 * What nobody wrote comes of the cause that shows in most of its fixtures; so does what nothing clears and no invariant
 * says: that a step ends otherwise than expected follows from what is wrong by then.
 */
export function accompanied(causes: readonly Cause[]): Cause[] {
  const follows = (cause: Cause): boolean =>
    cause.function === nobodys || (cause.candidate === undefined && cause.symptoms.every(isExpectation));
  const [left, told] = [causes.filter(follows), causes.filter((cause) => !follows(cause))];
  const alone = left.filter((cause) => {
    const [its, objects] = [placesOf(cause, fixtureIn), placesOf(cause, objectIn)];
    const near = told
      .map((other) => ({
        other,
        fixtures: common(its, placesOf(other, fixtureIn)),
        objects: common(objects, placesOf(other, objectIn)),
      }))
      .filter(({ fixtures }) => fixtures > 0)
      .sort((a, b) => b.fixtures - a.fixtures || b.objects - a.objects);
    const nearest = near[0]?.other;
    nearest?.symptoms.push(...cause.symptoms);
    return nearest === undefined;
  });
  return [...told, ...alone];
}

type Seen = Symptom['seen'][number];
const fixtureIn = ({ fixture }: Seen): string => fixture.id;
/** `node.memory 1` and `node 1` are of one node. */
const objectIn = ({ fixture, sighting: { violation } }: Seen): string =>
  `${fixture.id} ${violation.step} ${violation.where.split(' ').at(-1)}`;

const placesOf = ({ symptoms }: Cause, place: (seen: Seen) => string): Set<string> =>
  new Set(symptoms.flatMap(({ seen }) => seen.map(place)));
const common = (some: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  [...some].filter((each) => others.has(each)).length;

const isExpectation = ({ seen }: Symptom): boolean => seen[0]!.sighting.violation.invariant.startsWith('expectation');

/** Stands for the function where no write tells one. */
export const nobodys = 'unknown';

const decided = ({ candidate }: Cause): boolean => candidate !== undefined && candidate.kind !== 'absent';
