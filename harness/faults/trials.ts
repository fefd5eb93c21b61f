/** Runs of one design with something exchanged, each made once. */
import { baseTable } from '../run/hunks.ts';
import { rankOf } from '../types/consequence.ts';
import type { Fixture } from '../types/scenario.ts';
import type { Candidate } from './exchanges.ts';
import { distance, type Probe, probe, type Sighting } from './probe.ts';
import { type Signature, signatureOf } from './signature.ts';
import { hunksOf, type Subject } from './subject.ts';

export interface Outcome {
  gone: boolean;
  /** It is gone, and every step answers as it did. */
  ends: boolean;
  /** It is gone, and nothing as bad came in its place. */
  clears: boolean;
  /** How much else is done differently: 0 for nothing, 1 for all of it. */
  change: number;
}

/** A design that differs from the release by no more than this has no feature left. */
const asGoodAsBase = 0.05;

/** How a step that went well ends in what it did. */
const success = 'succeeded';

const nothing: Outcome = { gone: false, ends: false, clears: false, change: 0 };

/** What an exchange counts as changing, beside what it does, where the same still goes wrong later and elsewhere. */
const movedOnly = 0.25;

export class Trials {
  readonly subject: Subject;
  readonly hunks: ReadonlySet<string>;
  /** Everything that goes wrong with the design as it is. */
  readonly known: ReadonlySet<Signature>;
  readonly #plain = new Map<string, Probe>();
  readonly #tried = new Map<Candidate, Map<string, Probe>>();
  readonly #away = new Map<Candidate, boolean>();
  readonly #addsSomething: boolean;
  #base: Probe | undefined;
  runs = 0;

  constructor(subject: Subject, known: ReadonlySet<Signature>) {
    this.subject = subject;
    this.hunks = hunksOf(subject);
    this.#addsSomething = [...this.hunks].some((name) => !baseTable().has(name));
    this.known = known;
  }

  #run(fixture: Fixture, candidate: Candidate | undefined): Probe {
    this.runs++;
    const layers = candidate?.layers ?? this.subject.layers.map(({ patch }) => patch);
    return probe(fixture, this.subject.stack, layers, { doings: true });
  }

  /** As it is. */
  plain(fixture: Fixture): Probe {
    const key = `${fixture.id} ${fixture.steps.length}`;
    let run = this.#plain.get(key);
    if (!run) {
      run = this.#run(fixture, undefined);
      this.#plain.set(key, run);
    }
    return run;
  }

  tried(fixture: Fixture, candidate: Candidate): Probe {
    let runs = this.#tried.get(candidate);
    if (!runs) {
      runs = new Map();
      this.#tried.set(candidate, runs);
    }
    const key = `${fixture.id} ${fixture.steps.length}`;
    let run = runs.get(key);
    if (!run) {
      run = this.#run(fixture, candidate);
      runs.set(key, run);
    }
    return run;
  }

  /** Whether any function of the exchange ran at all. */
  concerns(fixture: Fixture, { functions, kind }: Candidate): boolean {
    // What only looks runs while it is not noted.
    if (kind === 'lock' || kind === 'below') return true;
    const { ran } = this.plain(fixture);
    return [...ran].some((id) => functions.includes(/:(\w+)/.exec(id)?.[1] ?? ''));
  }

  outcome(fixture: Fixture, candidate: Candidate, signature: Signature): Outcome {
    const plain = this.plain(fixture);
    const of = (sighting: Sighting) => signatureOf(sighting, this.hunks);
    const wrong = plain.sightings.find((each) => of(each) === signature);
    if (!wrong || !this.concerns(fixture, candidate)) return nothing;
    const tried = this.tried(fixture, candidate);
    if (tried.threw) return nothing;
    const { violation } = wrong;
    const still = tried.sightings.some((each) => of(each) === signature);
    let moved = false;
    const worse = tried.sightings.some((each) => {
      if (this.known.has(of(each))) return false;
      const later = each.violation.step > violation.step;
      // An invariant is told once a run: what comes later was behind it.
      if (each.violation.invariant === violation.invariant && each.violation.class !== 'crash') {
        moved = true;
        return !later;
      }
      const unveiled = later || (plain.died !== undefined && each.violation.step >= plain.died);
      return rankOf(each.violation.class) <= rankOf(violation.class) && !(unveiled && each.violation.class !== 'crash');
    });
    const change = share(plain, tried, violation.step) + (moved ? movedOnly : 0);
    const answers = (run: Probe) => run.did.slice(0, violation.step + 1).map((each) => each.at(-1));
    const same = tried.died === undefined && String(answers(tried)) === String(answers(plain));
    return { gone: !still && !moved, ends: !still && !moved && same, clears: !still && !worse, change };
  }

  /** Whether the exchange leaves the design doing what the release does without it, or failing where it did not. */
  takesFeatureAway(fixture: Fixture, candidate: Candidate): boolean {
    let away = this.#away.get(candidate);
    if (away === undefined) {
      away = this.concerns(fixture, candidate) && (this.#fails(fixture, candidate) || this.#isBase(fixture, candidate));
      this.#away.set(candidate, away);
    }
    return away;
  }

  #fails(fixture: Fixture, candidate: Candidate): boolean {
    const [plain, tried] = [this.plain(fixture), this.tried(fixture, candidate)];
    const base = this.#without(fixture);
    const succeeds = (run: Probe, at: number): boolean => run.did[at]?.at(-1) === success;
    // Where the release itself refuses, it may be the success that is wrong.
    return tried.threw || tried.did.some((_, at) => succeeds(plain, at) && succeeds(base, at) && !succeeds(tried, at));
  }

  #without(fixture: Fixture): Probe {
    this.#base ??= probe(fixture, this.subject.release, [], { doings: true });
    return this.#base;
  }

  #isBase(fixture: Fixture, candidate: Candidate): boolean {
    if (!this.#addsSomething) return false;
    const base = this.#without(fixture);
    const last = fixture.steps.length - 1;
    return (
      share(base, this.plain(fixture), last) > asGoodAsBase &&
      share(base, this.tried(fixture, candidate), last) <= asGoodAsBase
    );
  }

  /** How much the exchange changes where nothing is asked of it. */
  sideEffect(fixture: Fixture, candidate: Candidate): number {
    const plain = this.plain(fixture);
    if (!this.concerns(fixture, candidate)) return 0;
    const tried = this.tried(fixture, candidate);
    return tried.threw ? 1 : share(plain, tried, fixture.steps.length - 1);
  }
}

function share(plain: Probe, tried: Probe, last: number): number {
  const done = plain.did.slice(0, last + 1).reduce((sum, each) => sum + each.length, 0);
  return distance(plain, tried, last) / (2 * Math.max(1, done));
}
