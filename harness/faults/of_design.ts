/** The faults of one design over all fixtures. */

import type { LinkPatch } from '../kernel/link.ts';
import { designId } from '../run/designs.ts';
import { readConfirmed, type ShownWrong } from '../run/evidence.ts';
import { definitionsOf } from '../run/hunks.ts';
import { rankOf } from '../types/consequence.ts';
import type { Fault, FaultMend, FaultSeen, FirstWrong } from '../types/fault.ts';
import type { ReportResult } from '../types/report.ts';
import { byExposure, exposureOf, type Need, type Violation } from '../types/result.ts';
import type { Fixture } from '../types/scenario.ts';
import { counted } from './across.ts';
import { addAlike, toLookInto } from './alike.ts';
import { causesOf, type Ran } from './causes.ts';
import type { Cause, Symptom } from './covering.ts';
import { kernelPlace } from './kernel_place.ts';
import { probe, type Sighting } from './probe.ts';
import { scenarioOf, shrink } from './scenario.ts';
import { type Signature, signatureOf } from './signature.ts';
import { callersIn, hunksOf, implementationOf, type Subject } from './subject.ts';
import { type Titles, titlesOf } from './words.ts';

/** What the report says of a run, as far as faults tell it. */
export type Told = Pick<ReportResult, 'fixture' | 'violations' | 'evidence'>;

export interface DesignTask {
  subject: Subject;
  /** Those in which something goes wrong. */
  fixtures: readonly Fixture[];
  /** By fixture; may be missing. */
  told: ReadonlyMap<string, Told>;
  without?: readonly string[];
  /** Symptoms that are understood already, and that no fault is wanted for. */
  explained?: ReadonlySet<Signature>;
  /** Without the scenario cut short, and without a look at what mends it. */
  brief?: boolean;
}

export function faultsOf(task: DesignTask): Fault[] {
  const { subject, fixtures } = task;
  const patches = subject.layers.map(({ patch }) => patch);
  const look = (fixture: Fixture) => probe(fixture, subject.stack, patches, { without: task.without ?? [] });
  const wrong = fixtures.map((fixture) => ({ fixture, violations: task.told.get(fixture.id)?.violations ?? [] }));
  const chosen = toLookInto(wrong);
  const runs: Ran[] = [...fixtures]
    .filter((fixture) => chosen.has(fixture))
    .map((fixture) => ({ fixture, run: look(fixture) }))
    .filter(({ run }) => run.sightings.length > 0);
  const { causes } = causesOf(subject, runs, task.explained);
  addAlike(
    causes,
    wrong.filter(({ fixture }) => !chosen.has(fixture)),
    look,
  );
  const ids = new Set<string>();
  return causes.map((cause) => {
    const fault = faultOf(task, cause);
    for (let id = fault.id, more = 2; ids.has(fault.id); more++) fault.id = `${id}-${more}`;
    ids.add(fault.id);
    return fault;
  });
}

/** The one that most fixtures show; what a step was expected to do says less than an invariant. */
function leading({ symptoms }: Cause): Symptom {
  const invariantOf = ({ seen }: Symptom) => seen[0]!.sighting.violation.invariant;
  const counts = new Map<string, number>();
  for (const symptom of symptoms)
    counts.set(invariantOf(symptom), (counts.get(invariantOf(symptom)) ?? 0) + symptom.seen.length);
  const isExpectation = (symptom: Symptom) => Number(invariantOf(symptom).startsWith('expectation'));
  return [...symptoms].sort(
    (a, b) =>
      isExpectation(a) - isExpectation(b) ||
      counts.get(invariantOf(b))! - counts.get(invariantOf(a))! ||
      b.seen.length - a.seen.length ||
      (a.signature < b.signature ? -1 : 1),
  )[0]!;
}

interface Grave {
  symptom: Symptom;
  fixture: Fixture;
  told: Violation;
}

/** Says little of itself: that a step or a machine is not as it must be. */
const vague = (invariant: string): number =>
  invariant.startsWith('expectation') ? 2 : Number(/^restore\//.test(invariant));

/**
 * What a fault is told by: of what takes least to see the worst, of that what most fixtures show; something that says
 * what is wrong before something that says that it is.
 */
function gravest(task: DesignTask, { symptoms }: Cause): Grave {
  const counts = new Map<string, number>();
  const all = symptoms.flatMap((symptom) =>
    symptom.seen.map(({ fixture, sighting }): Grave => {
      const told = toldOf(task, fixture.id, sighting.violation);
      counts.set(told.invariant, (counts.get(told.invariant) ?? 0) + 1);
      return { symptom, fixture, told };
    }),
  );
  return all.sort(
    (a, b) =>
      vague(a.told.invariant) - vague(b.told.invariant) ||
      byExposure(a.told.needs ?? [], b.told.needs ?? []) ||
      rankOf(a.told.class) - rankOf(b.told.class) ||
      counts.get(b.told.invariant)! - counts.get(a.told.invariant)! ||
      a.fixture.steps.length - b.fixture.steps.length ||
      (a.fixture.id < b.fixture.id ? -1 : 1),
  )[0]!;
}

const lastOf = (path: string): string => path.split('/').at(-1) ?? path;
const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');

function faultOf(task: DesignTask, cause: Cause): Fault {
  const { subject } = task;
  const lead = leading(cause);
  const { fixture, sighting } = lead.seen[0]!;
  const chain = sighting.writer.chain;
  const place = kernelPlace(cause.function, chain, (name) => callersIn(subject, name));
  const of = implementationOf(subject, cause.function)?.of ?? subject.release;
  const invariant = sighting.violation.invariant;
  const { candidate } = cause;
  const about = candidate?.kind === 'mend' ? candidate.name.replace(/^\w+:/, '') : slug(lastOf(invariant));
  const violations = cause.symptoms.flatMap(({ seen }) =>
    seen.map((each) => ({ fixture: each.fixture.id, told: toldOf(task, each.fixture.id, each.sighting.violation) })),
  );
  const worst = Math.min(...violations.map(({ told }) => rankOf(told.class)));
  const asBad = violations.filter(({ told }) => rankOf(told.class) === worst).map(({ told }) => told.needs ?? []);
  const needs: Need[] = asBad.sort(byExposure)[0] ?? [];
  const grave = gravest(task, cause);
  const titles = titlesOf(place.function, grave.told);
  const shown = firstOf(task, cause, grave, titles);
  const seen = seenIn(subject, cause);
  const mendedBy = mendsOf(task, cause, shown);
  return {
    id: `${of.split('@')[0]}/${place.function}/${about}`,
    ...titles,
    class: violations.find(({ told }) => rankOf(told.class) === worst)!.told.class,
    exposure: exposureOf(needs),
    needs,
    designs: [subject.id],
    of,
    hunk: place,
    function: cause.function,
    ...(candidate ? { exchange: { kind: candidate.kind, name: candidate.name, functions: candidate.functions } } : {}),
    scenario: shown.scenario,
    firstWrong: shown.firstWrong,
    seenIn: [...new Set(seen.map((each) => each.fixture))].sort(),
    seen,
    invariants: counted(seen),
    evidence: {
      ...evidenceOf(task, fixture.id, [...shown.firstWrong.by, cause.function]),
      recordings: recordingsOf(cause, [subject.id, of]),
    },
    claims: [...new Set(sighting.violation.claims)].sort(),
    ...(mendedBy.length > 0 ? { mendedBy } : {}),
  };
}

/** The violation as the report has it, with what it takes to see it. */
function toldOf({ told }: DesignTask, fixture: string, violation: Violation): Violation {
  const same = told
    .get(fixture)
    ?.violations.find(
      (each) =>
        each.invariant === violation.invariant && each.step === violation.step && each.where === violation.where,
    );
  return same ?? violation;
}

function seenIn(subject: Subject, { symptoms }: Cause): FaultSeen[] {
  const seen = new Map<string, FaultSeen>();
  for (const symptom of symptoms)
    for (const { fixture, sighting } of symptom.seen) {
      const { step, invariant } = sighting.violation;
      const key = `${fixture.id} ${step}`;
      const one = seen.get(key) ?? { fixture: fixture.id, design: subject.id, step, invariants: [] };
      if (!one.invariants.includes(invariant)) one.invariants.push(invariant);
      one.invariants.sort();
      seen.set(key, one);
    }
  return [...seen.values()].sort((a, b) =>
    a.fixture === b.fixture ? a.step - b.step : a.fixture < b.fixture ? -1 : 1,
  );
}

interface Shown {
  least: Fixture;
  scenario: Fault['scenario'];
  firstWrong: FirstWrong;
}

/** Cut from a fixture that shows what the title says, as long as it shows that. */
function firstOf({ subject, brief }: DesignTask, cause: Cause, { fixture, told }: Grave, { title }: Titles): Shown {
  const hunks = hunksOf(subject);
  const patches = subject.layers.map(({ patch }) => patch);
  const titled = cause.symptoms.filter(({ seen }) => seen[0]!.sighting.violation.invariant === told.invariant);
  const wanted = new Set(titled.map(({ signature }) => signature));
  const sightings = (of: Fixture): Sighting[] =>
    probe(of, subject.stack, patches).sightings.filter((each) => wanted.has(signatureOf(each, hunks)));
  const least = brief ? fixture : shrink(fixture, (smaller) => sightings(smaller).length > 0);
  const first = sightings(least).sort((a, b) => a.violation.step - b.violation.step)[0]!;
  const { step, invariant, message, where } = first.violation;
  return {
    least,
    scenario: scenarioOf(fixture, least, title),
    firstWrong: { step, title: least.steps[step]?.title ?? '', invariant, message, where, by: first.writer.chain },
  };
}

/** Later readings of the idea in which the scenario goes right, the first of them, and the mends that do. */
function mendsOf(
  { subject, brief }: DesignTask,
  cause: Cause,
  { least, firstWrong: { by: chain } }: Shown,
): FaultMend[] {
  if (brief) return [];
  const wrong = new Set(cause.symptoms.map(({ seen }) => seen[0]!.sighting.violation.invariant));
  const right = (stack: string, layers: readonly LinkPatch[]): boolean => {
    const run = probe(least, stack, layers);
    return !run.threw && !run.sightings.some(({ violation }) => wrong.has(violation.invariant));
  };
  const others = otherSides(cause, least);
  const everywhere = (stack: string, layers: readonly LinkPatch[]): boolean =>
    right(stack, layers) && others.every(({ fixture, invariant }) => !shows(fixture, invariant, stack, layers));
  const patches = subject.layers.map(({ patch }) => patch);
  const mends = subject.mends
    .filter((mend) => everywhere(subject.stack, [...patches, { id: designId(mend), define: mend.patch }]))
    .map((mend): FaultMend => {
      const { commit } = mend.source;
      return { by: designId(mend), functions: [...definitionsOf(mend).keys()], ...(commit ? { commit } : {}) };
    });
  const later = subject.later.find((each) =>
    everywhere(
      each.stack,
      each.layers.map(({ patch }) => patch),
    ),
  );
  if (!later) return mends;
  const changed = (name: string): boolean =>
    later.layers.some(
      ({ patch, bodies }) => bodies.has(name) && !subject.layers.some((own) => own.patch.id === patch.id),
    );
  const own = [...new Set([...(cause.candidate?.functions ?? []), cause.function])].filter(changed);
  // What is not called any more was mended by who called it.
  const functions = own.length > 0 ? own : chain.filter(changed);
  return [{ by: later.id, functions, ...(later.commit ? { commit: later.commit } : {}) }, ...mends];
}

/** So many of a fault's other sides are looked at, those that most fixtures show. */
const mostSides = 4;

/** Where it shows in another way than in its own scenario, in the shortest fixture each; what is vague may be of others. */
function otherSides({ symptoms }: Cause, least: Fixture): { fixture: Fixture; invariant: string }[] {
  const sides = new Map<string, { fixture: Fixture; times: number }>();
  for (const { seen } of symptoms) {
    const { fixture, sighting } = seen[0]!;
    const { invariant } = sighting.violation;
    if (vague(invariant) > 0 || !invariant.includes('/') || fixture.id === least.id) continue;
    const known = sides.get(invariant);
    if (known) known.times += seen.length;
    else sides.set(invariant, { fixture, times: seen.length });
  }
  return [...sides]
    .sort(([, a], [, b]) => b.times - a.times)
    .slice(0, mostSides)
    .map(([invariant, { fixture }]) => ({ fixture, invariant }));
}

function shows(fixture: Fixture, invariant: string, stack: string, layers: readonly LinkPatch[]): boolean {
  return probe(fixture, stack, layers).sightings.some(({ violation }) => violation.invariant === invariant);
}

/** Of the functions behind it those that a real kernel has confirmed. */
function evidenceOf(
  { told }: DesignTask,
  fixture: string,
  functions: readonly string[],
): Pick<Fault['evidence'], 'checked' | 'unchecked'> {
  const evidence = told.get(fixture)?.evidence ?? { checked: [], unchecked: [] };
  const among = (ids: readonly string[]): string[] =>
    ids.filter((id) => functions.includes(/:(\w+)/.exec(id)?.[1] ?? ''));
  return { checked: among(evidence.checked), unchecked: among(evidence.unchecked) };
}

let shownOnce: ShownWrong | undefined;

/** Recordings of kernels with the design built in, or with the patch that the hunk is of, in which it goes wrong alike. */
function recordingsOf({ symptoms }: Cause, designs: readonly string[]): string[] {
  shownOnce ??= readConfirmed().shown ?? {};
  const ids = designs.flatMap((design) => symptoms.flatMap(({ signature }) => shownOnce?.[design]?.[signature] ?? []));
  return [...new Set(ids)].sort();
}
